import path from 'node:path'
import { defineConfig } from 'vitest/config'

const reports = process.env.REPORTS

export default defineConfig({
  resolve: { alias: { '~': path.resolve(import.meta.dirname, 'app') } },
  test: {
    environment: 'node',
    // The built portal is run as it is: 8 MB are too much to be taken apart and put together again by the runner.
    server: { deps: { external: [/\/build\/server\//] } },
    globalSetup: 'tests/setup/global.ts',
    reporters: reports
      ? ['default', ['json', { outputFile: path.join(reports, 'vitest.json') }]]
      : ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'portal',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/start/**'],
          setupFiles: ['tests/setup/worker.ts'],
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          // Real programs are started and killed here, and their times measured: one after the other, alone.
          name: 'start',
          include: ['tests/start/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
