// The console works without it; this only makes it smoother.
