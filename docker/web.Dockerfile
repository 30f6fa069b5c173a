# The page, and the proxy to backends, on port 8080; build it from the top of the repository:
#   docker build -f docker/web.Dockerfile -t digit-reader-web .

FROM node:22-slim AS page
ENV NEXT_TELEMETRY_DISABLED=1
WORKDIR /build/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build
COPY docker/web/compress.mjs /build/
RUN node /build/compress.mjs out

FROM debian:trixie-slim
# Debian's release is the pin; its security fixes are wanted.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends nginx libnginx-mod-http-brotli-static \
    && apt-get clean && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin digit-reader
COPY docker/web /opt/digit-reader/web
COPY --from=page /build/web/out /opt/digit-reader/page
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=10s --timeout=5s CMD ["/opt/digit-reader/web/healthy"]
CMD ["/opt/digit-reader/web/start"]
