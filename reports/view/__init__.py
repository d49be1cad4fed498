"""An audit as the report shows it: words only, ready for the templates."""

from reports.view.document import ReportView, make_view

__all__ = ["ReportView", "make_view"]
