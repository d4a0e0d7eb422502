/**
 * Small scripts of their own, without the framework: `import src from './thing.browser?script'` is the address of one
 * file that holds the script with all that it needs. A page links it with `<script src defer>`; the same in
 * development and in the build, where its name changes with its content.
 */
import { createHash } from 'node:crypto'
import path from 'node:path'
import holidayJp from '@holiday-jp/holiday_jp'
import { build, type Plugin, type ResolvedConfig, type Rollup } from 'vite'

const MARK = '?script'
const FOLDER = '/scripts/'
const root = path.resolve(import.meta.dirname, '../..')

/** The holidays from last year on: the whole list, with its names in two languages, is larger than all else together. */
function fewHolidays(): Plugin {
  const id = '\0holidays'
  return {
    name: 'few-holidays',
    enforce: 'pre',
    resolveId: (source) => (source === '@holiday-jp/holiday_jp' ? id : undefined),
    load(asked) {
      if (asked !== id) return
      const first = `${new Date().getFullYear() - 1}`
      const days = Object.keys(holidayJp.holidays).filter((day) => day >= first)
      return `export default { holidays: Object.fromEntries(${JSON.stringify(days.join(' '))}.split(' ').map((day) => [day, 1])) }`
    },
  }
}

/** The code of a script with all that it imports. */
export async function bundleScript(file: string): Promise<string> {
  const made = (await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [fewHolidays()],
    resolve: { alias: { '~': path.join(root, 'app') } },
    build: {
      write: false,
      copyPublicDir: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: {
        input: file,
        output: { format: 'iife', entryFileNames: 'script.js' },
        // The schemas beside the rules are for forms and files: a script that asks the rules alone goes without.
        treeshake: { moduleSideEffects: false, manualPureFunctions: ['z'] },
      },
    },
  })) as Rollup.RollupOutput
  return made.output[0].code
}

export function standaloneScripts(): Plugin {
  let config: ResolvedConfig
  const served = new Map<string, string>()
  const bundled = new Map<string, Promise<string>>()
  return {
    name: 'standalone-scripts',
    enforce: 'pre',
    configResolved(resolved) {
      config = resolved
    },
    async resolveId(source, importer) {
      if (!source.endsWith(MARK)) return
      const found = await this.resolve(source.slice(0, -MARK.length), importer, { skipSelf: true })
      return found && found.id + MARK
    },
    async load(id) {
      if (!id.endsWith(MARK)) return
      const file = id.slice(0, -MARK.length)
      const name = path.basename(file).replace(/\.\w+$/, '')
      if (config.command === 'serve') {
        const address = `${FOLDER}${name}.js`
        served.set(address, file)
        return `export default ${JSON.stringify(address)}`
      }
      let making = bundled.get(file)
      if (!making) {
        making = bundleScript(file)
        bundled.set(file, making)
      }
      const source = await making
      const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8)
      const fileName = `${config.build.assetsDir}/${name}-${hash}.js`
      if (!config.build.ssr) this.emitFile({ type: 'asset', fileName, source })
      return `export default ${JSON.stringify(`/${fileName}`)}`
    },
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const address = request.url?.split('?')[0] ?? ''
        const file = served.get(address)
        if (!file) return next()
        try {
          const code = await bundleScript(file)
          response.setHeader('Content-Type', 'text/javascript; charset=utf-8')
          response.setHeader('Cache-Control', 'no-cache')
          response.end(code)
        } catch (error) {
          next(error)
        }
      })
    },
  }
}
