/** The arrows of the house: routes → modules → platform; `ui` knows nobody's business. A broken one fails here. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('prisma/generated/'))
}

type Import = { file: string; target: string; typeOnly: boolean }

/** Imports of a file, those inside the house as paths from the root. */
function importsOf(file: string): Import[] {
  const source = readFileSync(path.join(root, file), 'utf8')
  const found = source.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[\w*{}\s,$]+?\sfrom\s+)?['"]([^'"]+)['"]/g,
  )
  const dynamic = source.matchAll(/(?:import|glob)\(\s*['"]([^'"]+)['"]/g)
  return [
    ...[...found].map(([, type, target]) => ({ target: target ?? '', typeOnly: Boolean(type) })),
    ...[...dynamic].map(([, target]) => ({ target: target ?? '', typeOnly: false })),
  ].map(({ target, typeOnly }) => ({ file, target: resolved(file, target), typeOnly }))
}

function resolved(file: string, target: string): string {
  if (target.startsWith('~/')) return `app/${target.slice(2)}`
  if (target.startsWith('.')) return path.join(path.dirname(file), target)
  return target
}

const appFiles = filesBelow('app')
const imports = appFiles.flatMap(importsOf)
const layerOf = (file: string) => /^app\/(routes|modules|ui|platform|messages)\//.exec(file)?.[1]
const moduleOf = (file: string) => /^app\/modules\/([^/]+)\//.exec(file)?.[1]
const inside = (file: string) => file.startsWith('app/') || file.startsWith('prisma/')

/** What each layer may import. The files at the top of `app` put the house together and may import all. */
const arrows: Record<string, readonly string[]> = {
  routes: ['modules', 'ui', 'platform'],
  modules: ['modules', 'ui', 'platform'],
  ui: ['ui', 'platform'],
  platform: ['platform', 'messages'],
  messages: ['messages'],
}

/** Modules on which the others stand: they import no other module, but accounts records and writes mail. */
const foundations: Record<string, readonly string[]> = {
  audit: [],
  notifications: [],
  accounts: ['audit', 'notifications'],
}

/** Through which files a module is used by another: its furniture, the words for its values, and components. */
const DOORS =
  /\/(schema|rules|queries|commands|words|describe)(\.server)?$|\/(queries|commands)\/[\w-]+\.server$|\/[A-Z]\w+$/

/** Files over 400 lines, each with the reason. */
const longFiles: Record<string, string> = {
  'app/ui/form.tsx': 'one field kind after the other; they share one frame and are read as a catalogue',
  'tests/addresses.ts': 'one table of all routes; in parts nobody would see which is missing',
  'tests/e2e/accessibility.spec.ts': 'one table of all pages, for the same reason',
  'tests/bad-input.test.ts': 'one table of all forms, for the same reason',
}

describe('imports', () => {
  test('follow the arrows between layers', () => {
    const broken = imports.filter(({ file, target }) => {
      const from = layerOf(file)
      const to = layerOf(target)
      return from && to && !arrows[from]?.includes(to)
    })
    expect(broken).toEqual([])
  })

  test('bring the database only into *.server files', () => {
    const broken = imports.filter(
      ({ file, target, typeOnly }) =>
        !typeOnly &&
        !/\.server\.tsx?$/.test(file) &&
        (/generated\/|@prisma\/|^pg$/.test(target) || target.includes('platform/db.server')) &&
        layerOf(file) !== undefined,
    )
    expect(broken).toEqual([])
  })

  test('leave server files out of the browser: a component or rule never imports one', () => {
    const broken = imports.filter(
      ({ file, target, typeOnly }) =>
        !typeOnly &&
        /\.server$/.test(target) &&
        !/\.server\.tsx?$/.test(file) &&
        ['modules', 'ui', 'platform'].includes(layerOf(file) ?? ''),
    )
    expect(broken).toEqual([])
  })

  test('keep the foundations free of the modules that stand on them', () => {
    const broken = imports.filter(({ file, target }) => {
      const from = moduleOf(file) ?? ''
      const to = moduleOf(target)
      return to && from !== to && foundations[from] && !foundations[from].includes(to)
    })
    expect(broken).toEqual([])
  })

  test('use another module only through its furniture', () => {
    const broken = imports.filter(({ file, target }) => {
      const from = moduleOf(file)
      const to = moduleOf(target)
      return from && to && from !== to && !DOORS.test(target)
    })
    expect(broken).toEqual([])
  })

  test('make no circle between modules', () => {
    const edges = new Map<string, Set<string>>()
    for (const { file, target } of imports) {
      const from = moduleOf(file)
      const to = moduleOf(target)
      if (from && to && from !== to) edges.set(from, (edges.get(from) ?? new Set()).add(to))
    }
    const reaches = (from: string, goal: string, seen = new Set<string>()): boolean =>
      [...(edges.get(from) ?? [])].some(
        (next) => next === goal || (!seen.has(next) && reaches(next, goal, seen.add(next))),
      )
    expect([...edges.keys()].filter((name) => reaches(name, name))).toEqual([])
  })

  test('know the session library in one file and its adapter only', () => {
    const knowing = imports.filter(({ target }) => target === 'lucia').map(({ file }) => file)
    const allowed = /^app\/(modules\/accounts\/session(-adapter)?\.server|server)\.ts$/
    expect(knowing.filter((file) => !allowed.test(file))).toEqual([])
  })

  test('name files that exist', () => {
    const known = new Set(
      readdirSync(path.join(root, 'app'), { recursive: true }).map((file) => `app/${String(file)}`),
    )
    const broken = imports.filter(
      ({ target }) =>
        target.startsWith('app/') &&
        !['', '.ts', '.tsx', '.json', '/index.ts'].some((ending) => known.has(target.split('?')[0] + ending)),
    )
    expect(broken).toEqual([])
  })
})

describe('files', () => {
  test('stay short enough to be read from top to bottom', () => {
    const long = [...appFiles, ...filesBelow('prisma'), ...filesBelow('tests')].filter((file) => {
      const lines = readFileSync(path.join(root, file), 'utf8').split('\n').length
      return lines > 400 && !longFiles[file]
    })
    expect(long).toEqual([])
  })

  test('of routes answer refusals in the one place that turns them into pages', () => {
    const unwrapped = appFiles
      .filter((file) => file.startsWith('app/routes/'))
      .filter((file) => {
        const source = readFileSync(path.join(root, file), 'utf8')
        const exported = [
          ...source.matchAll(/export (?:const|async function|function) (loader|action)\b([^\n]*)/g),
        ]
        return exported.some(([, , rest]) => !/= (page|formAction|resource|operation)\(/.test(rest ?? ''))
      })
    expect(unwrapped).toEqual([])
  })

  test('of routes with an action hold their own refusal, so that the frame around it is loaded', () => {
    const without = appFiles
      .filter((file) => file.startsWith('app/routes/') && file.endsWith('.tsx'))
      .map((file) => [file, readFileSync(path.join(root, file), 'utf8')] as const)
      .filter(([, source]) => /export const action\b/.test(source) && !source.includes('ErrorBoundary'))
      .map(([file]) => file)
    expect(without).toEqual([])
  })

  test('say nothing of a package registry', () => {
    const named = ['package.json', 'package-lock.json', '.npmrc', 'README.md'].filter((file) => {
      try {
        return /registry\.[a-z]+\.[a-z]+|"resolved"/.test(readFileSync(path.join(root, file), 'utf8'))
      } catch {
        return false
      }
    })
    expect(named).toEqual([])
  })
})

describe('the house', () => {
  test('has no other folders in it', () => {
    const folders = readdirSync(path.join(root, 'app'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
    // `start` is how the program begins and ends; `messages` holds the words.
    expect(folders.sort()).toEqual(['messages', 'modules', 'platform', 'routes', 'start', 'ui'])
  })

  test('has at least one of each kind to look at, so that these tests look at something', () => {
    expect(imports.filter(({ target }) => inside(target)).length).toBeGreaterThan(100)
    expect(appFiles.filter((file) => file.startsWith('app/routes/')).length).toBeGreaterThan(10)
  })
})
