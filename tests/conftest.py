"""What holds for every test. Sockets are shut in pyproject.toml (`--disable-socket`)."""

from hypothesis import settings

# The real servers that tests talk to: databases, brokers, mail, S3.
pytest_plugins = ["tests.servers.fixtures"]

# Machines that build are slow and shared: a property fails for what it finds, never for how long it took.
# On a build server (CI=true) Hypothesis's own profile draws the same examples every time; that is kept.
settings.register_profile("plumbline", parent=settings(), deadline=None)
settings.load_profile("plumbline")
