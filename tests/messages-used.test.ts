/** No text lies in the catalogues that no source asks for. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import ja from '~/messages/ja'

type Tree = { [key: string]: Tree | string }

/** Texts asked for in a way that cannot be read from the sources; each with its reason. */
const BUILT: readonly [RegExp, string][] = [
  [/^imports\.encoding\./, 'the name of the encoding that was found in a file: utf-8, utf-8-bom, utf-16'],
]

function keysOf(tree: Tree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  )
}

function sources(): string {
  const root = path.resolve(import.meta.dirname, '..')
  return ['app', 'prisma']
    .flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](messages|generated)[\\/]/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
}

/**
 * The keys for which no source asks: neither in full, nor by a text with holes such as `notices.kind.${kind}` whose
 * holes are filled by words that stand in the sources too, nor behind a prefix that ends in such a hole.
 */
function unusedOf(keys: readonly string[], source: string): string[] {
  // What stands between quotes, names before a colon, members of a short-hand object, and what an address says is done.
  const said = /['"`]([\w.-]+)['"`?]|([\w-]+)['"]?\s*[:,}?]|done=(\w+)/g
  const words = new Set([...source.matchAll(said)].map((found) => found[1] ?? found[2] ?? found[3]))
  // One may stand within another.
  const holed = [...source.matchAll(/`(?=([\w.-]*(?:\$\{[^{}\n]*\}[\w.-]*)+)[`?])/g)]
    .map(([, text]) => (text ?? '').replace(/(?:\$\{[^{}]*\})+/g, '\0'))
    .filter((text) => /[a-z_]{2}/.test(text))
  const shapes = [...new Set(holed)].map((text) => ({
    text,
    // Where a hole ends is not known when there are two: the first takes as little as it can, or as much.
    shape: new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('\0', '([\\w.-]+)')}$`),
    narrow: new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('\0', '([\\w.-]+?)')}$`),
  }))
  const short = shapes.filter(({ text }) => !text.startsWith('\0'))
  const groups = new Map<string, typeof shapes>()
  const isWord = (word: string): boolean =>
    words.has(word) ||
    word.split(/[._]/).every((part) => words.has(part) || words.has(`_${part}`)) ||
    short.some(({ text, shape }) => text[0] === word[0] && shape.test(word))
  return keys.filter((key) => {
    const whole = key.replace(/_(?:one|other|zero)$/, '')
    if (words.has(key) || words.has(whole)) return false
    const module = `${whole.split('.')[0]}.`
    const near = groups.get(module) ?? shapes.filter(({ text }) => text.startsWith(module))
    groups.set(module, near)
    return !near.some(({ shape, narrow }) =>
      [shape, narrow].some((one) => one.exec(whole)?.slice(1).every(isWord)),
    )
  })
}

test('every text is asked for somewhere', () => {
  const unused = unusedOf(keysOf(ja as Tree), sources())
  expect(unused.filter((key) => !BUILT.some(([shape]) => shape.test(key)))).toEqual([])
}, 60_000)

test('a text that nobody asks for is seen, and one behind a prefix is not', () => {
  const source =
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a source to be read
    "t('a.one'); const at = (key) => t(`a.list.${key}`); at('two'); t(`a.${kind}.word`); kinds = ['x_y']"
  expect(
    unusedOf(['a.one', 'a.list.two', 'a.list.gone', 'a.x_y.word', 'a.x_z.word', 'a.three'], source),
  ).toEqual(['a.list.gone', 'a.x_z.word', 'a.three'])
})
