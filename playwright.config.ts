import path from 'node:path'
import { defineConfig } from '@playwright/test'

const reports = process.env.REPORTS

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/setup/global.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: reports
    ? [['list'], ['json', { outputFile: path.join(reports, 'playwright.json') }]]
    : [['list']],
  use: {
    baseURL: process.env.BASE_URL,
    browserName: 'chromium',
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    trace: 'off',
    video: 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
