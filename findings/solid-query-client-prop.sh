#!/usr/bin/env bash
# @tanstack/solid-query 5.104.0, solid-js 1.9.19
#
# Expected: `<QueryClientProvider client={makeClient()}>` makes one client, and everybody below the provider shares it.
# Seen: the provider keeps no client. It hands out a function that reads its prop, and a call in a JSX prop is compiled to a getter, so
# every `useQueryClient()` below makes a client of its own: what one component caches, the next one doesn't see, and `invalidateQueries`
# invalidates nothing. No warning is given. With a constant in the prop all share one client.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund solid-js@1.9.19 @tanstack/solid-query@5.104.0
cat >try.mjs <<'JS'
import { createComponent, createRoot } from 'solid-js';
import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/solid-query';

// What the compiler makes of a prop: a getter for a call, a value for a constant.
const clientsBelow = (props) =>
  createRoot(() => {
    const seen = new Set();
    const Child = () => void seen.add(useQueryClient());
    createComponent(QueryClientProvider, {
      get client() {
        return props.client;
      },
      get children() {
        return [createComponent(Child, {}), createComponent(Child, {}), createComponent(Child, {})];
      },
    });
    return seen.size;
  });

const constant = new QueryClient();
const call = clientsBelow({
  get client() {
    return new QueryClient();
  },
});
const shared = clientsBelow({ client: constant });
console.log(`client={new QueryClient()}: ${call} clients for three components`);
console.log(`client={constant}: ${shared} client for three components`);
process.exit(call === 3 && shared === 1 ? 0 : 1);
JS
node --conditions=browser try.mjs
