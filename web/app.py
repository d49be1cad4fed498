"""The web application, put together from its services. Nothing here is global: every call makes another app."""

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from settings import Settings
from web.accounts.member import recognise_members
from web.assets import asset
from web.console.pages import pages as console_pages
from web.errors import answer_errors
from web.health import pages as health_pages
from web.metrics import measure_requests
from web.portal.pages import pages as portal_pages
from web.programs.pages import pages as program_pages
from web.quiz.pages import pages as quiz_pages
from web.readiness.pages import pages as readiness_pages
from web.request_log import log_requests
from web.results.pages import pages as result_pages
from web.security.access import check_every_route, enforce_access
from web.security.addresses import refuse_zero_signs
from web.security.cookies import configure_cookies
from web.security.headers import send_headers
from web.security.hosts import refuse_other_hosts
from web.security.limits import enforce_limits
from web.services import EXTENSION, Services
from web.static_files import serve_static_files
from workers.broker_urls import broker_url, limits_url

BLUEPRINTS = (quiz_pages, result_pages, health_pages, console_pages, portal_pages, readiness_pages, program_pages)
COMPRESSED = ("text/html", "text/css", "image/svg+xml", "application/json")


def create_app(services: Services) -> Flask:
    """Return the app. Raises RuntimeError if a route does not say who may use it (web.security.access)."""
    app = Flask(__package__, static_folder=None)
    app.extensions[EXTENSION] = services
    app.jinja_env.globals["asset"] = asset
    settings = services.settings
    # In this order: what is asked and by whom is known before it is looked at, and each guard stands before the next.
    log_requests(app)
    measure_requests(app)
    refuse_other_hosts(app, settings)
    refuse_zero_signs(app)
    recognise_members(app)
    app.before_request(enforce_access)
    configure_cookies(app, settings)
    send_headers(app, settings)
    _compress(app)
    answer_errors(app)
    serve_static_files(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    enforce_limits(app, limits_url(broker_url(settings)), settings.secret_key.get_secret_value())
    check_every_route(app)
    _believe_proxies(app, settings)
    return app


def _compress(app: Flask) -> None:
    # Nothing secret stands beside something a stranger chose: cookies are not sent along from other sites.
    app.config.update(
        COMPRESS_MIMETYPES=list(COMPRESSED),
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_LEVEL=5,
        COMPRESS_STREAMS=False,  # files come compressed (web.static_files), and a PDF is so by itself
    )
    Compress(app)


def _believe_proxies(app: Flask, settings: Settings) -> None:
    """Take the visitor's address and scheme from as many proxies as there are said to be, and from no more."""
    count = settings.trusted_proxies
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # as Flask documents it
