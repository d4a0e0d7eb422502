/**
 * `npm start`: the portal from its build, which a program of its own makes first where there is none of these sources.
 * This one reads JavaScript alone: what translates TypeScript would cost it a second and some hundred megabytes for as
 * long as it runs.
 */
import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { built, isBuilt, root } from './start/sources.mjs'

// What is no longer needed goes when a third has been added: V8 waits until there is four times as much, and holds twice
// the memory under load for some hundredths of the time.
setFlagsFromString('--heap-growing-percent=35')
process.chdir(root)
if (!isBuilt()) await build()
await import(pathToFileURL(built.start).href)

/** Ends with this program, however it ends; a build that fails has said why, and ends it. */
async function build() {
  const building = spawn(process.execPath, ['--import', 'tsx', 'app/start/build-now.ts'], {
    stdio: 'inherit',
  })
  const giveUp = () => {
    building.kill()
    process.exit(0)
  }
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.once(signal, giveUp)
  // npm hands a signal to the shell between us, which dies of it without handing it on.
  const parent = process.ppid
  const watching = setInterval(() => {
    if (process.ppid !== parent) giveUp()
  }, 500)
  const code = await new Promise((resolve) => building.once('close', resolve))
  clearInterval(watching)
  for (const signal of signals) process.off(signal, giveUp)
  if (code !== 0) process.exit(code ?? 1)
}
