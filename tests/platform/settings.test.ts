import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { Refusal } from '~/platform/refusal'
import { readSettings } from '~/platform/settings.server'

const DATA_DIR = mkdtempSync(path.join(tmpdir(), 'portal-settings-'))
const secret = 'a secret of the tests, known to everybody'
const grown = {
  DATABASE_URL: 'postgresql://portal:hush@db.example:5432/portal',
  APP_SECRET: secret,
  PUBLIC_URL: 'https://portal.example.jp/',
}

afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }))

describe('settings', () => {
  test('need nothing: everything has a value, and a secret is made once', () => {
    const first = readSettings({ DATA_DIR })
    expect(first).toMatchObject({
      PORT: 3000,
      PUBLIC_URL: 'http://localhost:3000',
      TRUST_PROXY: 0,
      DEMO: false,
    })
    expect(first.APP_SECRET.length).toBeGreaterThanOrEqual(32)
    expect(readSettings({ DATA_DIR }).APP_SECRET).toBe(first.APP_SECRET)
    expect(statSync(path.join(DATA_DIR, 'secret')).mode & 0o777).toBe(0o600)
  })

  test('take an empty value for none', () => {
    expect(readSettings({ DATA_DIR, PORT: '', DATABASE_URL: ' ', SMTP_URL: '' })).toMatchObject({
      PORT: 3000,
    })
  })

  test('with a database of its own make no secret and want no slash', () => {
    const { PUBLIC_URL, APP_SECRET } = readSettings({ ...grown, DATA_DIR: '/nonexistent/never/made' })
    expect({ PUBLIC_URL, APP_SECRET }).toEqual({
      PUBLIC_URL: 'https://portal.example.jp',
      APP_SECRET: secret,
    })
  })

  test.each([
    [{ DATABASE_URL: grown.DATABASE_URL }, ['APP_SECRET', 'PUBLIC_URL']],
    [{ ...grown, APP_SECRET: 'short' }, ['APP_SECRET']],
    [{ ...grown, PUBLIC_URL: 'portal.example.jp' }, ['PUBLIC_URL']],
    [{ ...grown, PUBLIC_URL: 'https://portal.example.jp/path' }, ['PUBLIC_URL']],
    [{ ...grown, DATABASE_URL: 'mysql://x' }, ['DATABASE_URL']],
    [{ PORT: '0' }, ['PORT']],
    [{ PORT: '3000.5', TRUST_PROXY: '-1', SMTP_URL: 'mail' }, ['PORT', 'TRUST_PROXY', 'SMTP_URL']],
    [{ TILE_URL: 'https://tiles.example/' }, ['TILE_URL']],
  ])('name what is wrong in %j', (env, names) => {
    let refusal: unknown
    try {
      readSettings({ DATA_DIR, ...env })
    } catch (error) {
      refusal = error
    }
    expect(refusal).toBeInstanceOf(Refusal)
    const { ja, en } = refusal as Refusal
    for (const name of names) {
      expect(ja).toContain(`${name}: `)
      expect(en).toMatch(new RegExp(`${name} (must|is)`))
    }
    expect(`${ja}${en}`).not.toContain('hush')
  })

  test('say when the kept secret has been damaged', () => {
    writeFileSync(path.join(DATA_DIR, 'secret'), 'x')
    expect(() => readSettings({ DATA_DIR })).toThrow(Refusal)
  })

  test('are right in the example file, and explained there one by one', () => {
    const example = readFileSync('.env.example', 'utf8')
    expect(readSettings({ ...parseEnv(example), APP_SECRET: secret })).toMatchObject({ PORT: 3000 })
    for (const name of [
      'PORT',
      'HOST',
      'DATA_DIR',
      'DATABASE_URL',
      'APP_SECRET',
      'PUBLIC_URL',
      'TRUST_PROXY',
      'PAGE_CACHE_MB',
      'CLAMAV_HOST',
      'SMTP_URL',
      'MAIL_FROM',
      'TILE_URL',
      'PUSH_HOSTS',
      'PUSH_CA_FILE',
    ])
      expect(example).toMatch(new RegExp(`^(# )?${name}=`, 'm'))
  })
})
