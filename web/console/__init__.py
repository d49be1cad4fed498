"""The sales console: the queue, the screen before a call, follow-up, figures, exports."""
