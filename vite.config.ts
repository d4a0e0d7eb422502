import path from 'node:path'
import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { precompressed } from './app/start/precompressed'
import { standaloneScripts } from './app/start/scripts'
import options from './remix.config.js'

export default defineConfig({
  // The Remix plugin serves routes; tests import modules and must not start it.
  plugins: [standaloneScripts(), precompressed(), tailwindcss(), !process.env.VITEST && remix(options)],
  resolve: { alias: { '~': path.resolve(import.meta.dirname, 'app') } },
  ssr: { external: ['@node-rs/argon2', 'sharp'] },
  build: { target: 'es2022' },
})
