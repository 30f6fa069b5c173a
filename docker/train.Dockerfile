# `make train` without installing anything; build it from the top of the repository:
#   docker build -f docker/train.Dockerfile -t digit-reader-train .
#   docker run --rm -v "$PWD/data:/data" -v "$PWD/weights:/weights" digit-reader-train

FROM python:3.13-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements/build.txt requirements/training.txt /build/requirements/
RUN python3 -m venv --without-pip /opt/digit-reader \
    && python3 -m venv /build/venv \
    && /build/venv/bin/pip install --require-hashes -r /build/requirements/build.txt \
    && /build/venv/bin/pip --python /opt/digit-reader/bin/python install \
        --require-hashes --only-binary :all: -r /build/requirements/training.txt \
    && find /opt/digit-reader -type d -name tests -prune -exec rm -r {} + \
    && rm -r /opt/digit-reader/lib/python3.*/site-packages/tensorflow/include
COPY model /build/model
RUN /build/venv/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /build/wheels \
        /build/model \
    && /build/venv/bin/pip --python /opt/digit-reader/bin/python install --no-deps --no-index \
        /build/wheels/*.whl

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin digit-reader \
    && install -d -o 10001 -g 10001 /data /weights
COPY --from=packages /opt/digit-reader /opt/digit-reader
COPY model/training /opt/digit-reader/model/training
ENV PATH=/opt/digit-reader/bin:$PATH PYTHONPATH=/opt/digit-reader/model \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 TF_CPP_MIN_LOG_LEVEL=3
WORKDIR /weights
USER 10001:10001
ENTRYPOINT ["python", "-m", "training.train", "--data", "/data", "--lessons", "/weights/lessons", \
    "--out", "/weights"]
