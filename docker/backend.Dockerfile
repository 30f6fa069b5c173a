# The API alone, on port 8000; build it from the top of the repository:
#   docker build -f docker/backend.Dockerfile -t digit-reader-backend .

FROM python:3.13-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements/build.txt requirements/otel.txt /build/requirements/
# What ships is an environment without pip; the one beside it builds the two wheels.
RUN python3 -m venv --without-pip /opt/digit-reader \
    && python3 -m venv /build/venv \
    && /build/venv/bin/pip install --require-hashes -r /build/requirements/build.txt \
    && /build/venv/bin/pip --python /opt/digit-reader/bin/python install \
        --require-hashes --only-binary :all: -r /build/requirements/otel.txt \
    && find /opt/digit-reader -type d -name tests -prune -exec rm -r {} +
COPY model /build/model
COPY backend /build/backend
RUN /build/venv/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /build/wheels \
        /build/model /build/backend \
    && /build/venv/bin/pip --python /opt/digit-reader/bin/python install --no-deps --no-index \
        /build/wheels/*.whl

FROM python:3.13-slim
# /data is for a volume; everything else may be read-only, and /tmp in memory.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin digit-reader \
    && install -d -o 10001 -g 10001 /data
COPY --from=packages /opt/digit-reader /opt/digit-reader
ENV PATH=/opt/digit-reader/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 PORT=8000
WORKDIR /data
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s CMD ["python", "-c", \
    "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/readyz')"]
CMD ["python", "-m", "digit_service"]
