/** Every act that the trail can hold has words in every language. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { posts, staffRoles } from '~/modules/accounts/rules'
import { verbs } from '~/modules/applications/rules'
import { translator } from '~/platform/i18n.server'

const modules = path.resolve(import.meta.dirname, '../../../app/modules')

function sources(): string[] {
  return readdirSync(modules, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.server.ts'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
}

/** What stands after `name:` between plain quotes, anywhere in a call of `record`. */
function said(name: 'action' | 'subjectType'): string[] {
  const found = new Set<string>()
  for (const source of sources()) {
    if (!source.includes('record(')) continue
    for (const [, line] of source.matchAll(new RegExp(`\\b${name}:([^\\n]*)`, 'g'))) {
      for (const [, code] of (line ?? '').matchAll(/'([a-z_]+(?:\.[a-z_]+)?)'/g)) {
        if (code && (name === 'subjectType' || code.includes('.'))) found.add(code)
      }
    }
  }
  return [...found]
}

const built = [
  ...['confirmed', 'refused', 'ended'].map((state) => `membership.${state}`),
  ...verbs.map((verb) => `subsidy.${verb}`),
  ...['draft', 'scheduled', 'published', 'expired'].map((state) => `notice.${state}`),
]

test.each(['ja', 'en'])('%s', (language) => {
  const t = translator(language)
  const keys = [
    ...[...said('action'), ...built].map((code) => `accounts.audit.action.${code}`),
    ...said('subjectType').map((code) => `accounts.audit.subject.${code}`),
    ...[...posts, ...staffRoles, 'guest', 'resident', 'job', 'command_line'].map(
      (c) => `accounts.audit.capacity.${c}`,
    ),
  ]
  expect(keys.length).toBeGreaterThan(40)
  expect(keys.filter((key) => t(key) === key || typeof t(key) !== 'string')).toEqual([])
})
