# One image for every service of docker-compose.yml. It was not built here: see docs/operations.md.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No scripts: the embedded Postgres would be unpacked, and `prepare` builds what is not here yet.
RUN npm ci --ignore-scripts
COPY . .
# The optional packages are the embedded Postgres's binaries: in a container DATABASE_URL names another.
RUN npm run build && npm prune --omit=dev --omit=optional --ignore-scripts

FROM node:20-bookworm-slim
# For sites that show their words only to a browser.
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium fonts-liberation \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production EARSHOT_CHROMIUM=/usr/bin/chromium EARSHOT_DATA=/data
WORKDIR /app
COPY --from=build /app /app
RUN mkdir /data && chown node:node /data
USER node
ENTRYPOINT ["node", "dist/cli/main.js"]
CMD ["up"]
