/** A Chromium for the browser tests: found, or installed, or asked for in one sentence. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function find(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return [...onPath, ...PLACES, chromium.executablePath()].find(isProgram)
}

function install(): void {
  const isDebian = existsSync('/etc/debian_version')
  const run = (command: string, ...args: string[]) =>
    spawnSync(command, args, {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  console.log('Chromium をインストールしています…\nInstalling Chromium…')
  if (isDebian && process.getuid?.() === 0) {
    run('apt-get', 'update')
    run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-ipafont-gothic')
  } else {
    run('npx', 'playwright', 'install', 'chromium')
  }
}

/**
 * The path of a Chromium: CHROMIUM_PATH, one of the system, or one installed now. Ends the program with code 1
 * when there is none: the browser tests are never left out in silence.
 */
export function findChromium(): string {
  const wished = process.env.CHROMIUM_PATH
  if (wished && isProgram(wished)) return wished
  if (!wished) {
    const found = find()
    if (found) return found
    install()
    const installed = find()
    if (installed) return installed
  }
  const place = wished ? `CHROMIUM_PATH=${wished}` : 'PATH'
  console.error(
    `ブラウザーのテストに Chromium が必要です（${place} にありません）。Chromium か Google Chrome を入れるか、その場所を CHROMIUM_PATH に指定してください。\n` +
      `The browser tests need Chromium, which is not there (${place}): install Chromium or Google Chrome, or name its path in CHROMIUM_PATH.`,
  )
  process.exit(1)
}
