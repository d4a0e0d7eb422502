/** Once a run: a Chromium, and the real portal with the demonstration city in a folder of its own. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { freePort, root, startPortal } from '../../setup/portal'
import { findChromium } from './chromium'

/** What a fault on our side prints; a browser test must not cause any. */
const FAULT = /request failed|rendering failed|unhandled rejection|uncaught exception/

/** With BASE_URL set, a portal that is running already is tested instead of one started for it. */
export default async function setUp() {
  process.env.CHROMIUM_PATH = findChromium()
  if (process.env.BASE_URL) return
  const folder = path.join(root, '.data', `e2e-${process.pid}`)
  const portal = await startPortal({ PORT: String(await freePort()), DATA_DIR: folder })
  process.env.BASE_URL = portal.url
  process.env.E2E_DATA_DIR = folder
  return async () => {
    const code = await portal.stop()
    mkdirSync(path.join(root, '.cache'), { recursive: true })
    writeFileSync(path.join(root, '.cache/e2e-portal.log'), portal.output())
    rmSync(folder, { recursive: true, force: true })
    if (code !== 0) throw new Error(`The portal ended with code ${code}:\n${portal.output()}`)
    if (FAULT.test(portal.output())) throw new Error(`The portal reported a fault:\n${portal.output()}`)
  }
}
