# The program alone: Neo4j runs in a container of its own, see docker-compose.yml.
FROM node:20.20.2-alpine AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build

FROM golang:1.26.8 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=web /src/web/dist/app web/dist/app
ARG VERSION=container
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /ipgraph .

FROM alpine:3.22.1
COPY --from=build /ipgraph /usr/local/bin/ipgraph
# The demonstration dossier, readable by the user below whatever the mode of the files in the clone.
COPY --chown=65532:65532 seeds/*.yaml /dossiers/story/
USER 65532:65532
EXPOSE 8080
# It listens to all in its container, so that IPGRAPH_TOKEN has to be set; "ipgraph serve --help" says more.
ENTRYPOINT ["ipgraph"]
CMD ["serve", "--listen", "0.0.0.0:8080", "--no-open"]
