# Two stages: the site is built with every tool, then served by Node alone, as a plain user, on a tree nobody writes.
FROM node:24.21.0-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY svelte.config.js vite.config.ts tsconfig.json ./
COPY static ./static
COPY bin ./bin
COPY src ./src
RUN BUILD_DIR=build/site npx vite build && npm prune --omit=dev

FROM node:24.21.0-trixie-slim
ENV NODE_ENV=production \
    BUILD_DIR=build/site \
    PRETOIRE_DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=3000
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/build ./build
# The threads of the record, and these commands, run from the sources.
COPY --from=build /app/src ./src
COPY bin/pretoire.ts ./bin/
COPY bin/pretoire ./bin/pretoire
COPY cases ./cases
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/server.ts"]
