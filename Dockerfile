# One image for web, worker, sweeper and migrations; compose.yaml runs all of them.
# Written for those who host with containers; nobody of us has built it yet (docs/hosting.md).
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

# What WeasyPrint loads: it sets text with Pango and cuts fonts down with HarfBuzz.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements/run.txt requirements/run.txt
RUN pip install --require-hashes --only-binary :all: --requirement requirements/run.txt

COPY . .
RUN pip install --no-deps --no-build-isolation . \
    && useradd --create-home plumbline \
    && install -d -o plumbline /data

USER plumbline
ENV DATA_DIR=/data HOST=0.0.0.0
VOLUME /data
EXPOSE 8000
CMD ["plumbline", "web"]
