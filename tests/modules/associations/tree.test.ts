/** What the database itself promises of the tree of associations. */
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { type City, makeCity } from './support'

let city: City
beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
})

const add = (data: Record<string, unknown>) =>
  db.association.create({
    data: { slug: 'new-one', name: '新しい会', reading: 'あたらしいかい', ...data } as never,
  })

describe('the tree', () => {
  test('gives every node the path of its parents', () => {
    const { council, own, group } = city
    expect(city.city.path).toBe(`/${city.city.id}/`)
    expect(council.path).toBe(`/${city.city.id}/${council.id}/`)
    expect(group.path).toBe(`/${city.city.id}/${council.id}/${own.id}/${group.id}/`)
  })

  test('corrects a path that somebody writes', async () => {
    const made = await add({ kind: 'group', parentId: city.own.id, path: '/999/' })
    expect(made.path).toBe(`${city.own.path}${made.id}/`)
    const { path } = await db.association.update({ where: { id: made.id }, data: { path: '/1/' } })
    expect(path).toBe(made.path)
  })

  test('has one city, which alone has no parent', async () => {
    await expect(add({ kind: 'city' })).rejects.toThrow()
    await expect(add({ kind: 'neighbourhood' })).rejects.toThrow()
    await expect(add({ kind: 'city', parentId: city.city.id })).rejects.toThrow()
  })

  test.each([
    ['city', 'own'],
    ['council', 'council'],
    ['council', 'own'],
    ['neighbourhood', 'own'],
    ['neighbourhood', 'group'],
    ['group', 'group'],
  ] as const)('puts no %s below the %s', async (kind, below) => {
    await expect(add({ kind, parentId: city[below].id })).rejects.toThrow()
  })

  test('moves a leaf with its path, but nothing that others stand below', async () => {
    const moved = await db.association.update({
      where: { id: city.namiki.id },
      data: { parentId: city.otherCouncil.id },
    })
    expect(moved.path).toBe(`${city.otherCouncil.path}${city.namiki.id}/`)
    await expect(
      db.association.update({ where: { id: city.own.id }, data: { parentId: city.otherCouncil.id } }),
    ).rejects.toThrow()
  })

  test('refuses a slug that is no address, and a second one of the same', async () => {
    for (const slug of ['', '-a', 'A', 'あ', 'a b', 'a/b', city.own.slug]) {
      await expect(add({ kind: 'group', parentId: city.own.id, slug })).rejects.toThrow()
    }
  })

  test('refuses numbers that cannot be, or that do not say how and when they were counted', async () => {
    const counted = { householdsMethod: '名簿', householdsAsOf: new Date('2026-04-01') }
    const numbers = (data: Record<string, unknown>) =>
      db.association.update({ where: { id: city.own.id }, data: data as never })
    await expect(numbers({ households: 10, memberHouseholds: 11, ...counted })).rejects.toThrow()
    await expect(numbers({ households: -1, ...counted })).rejects.toThrow()
    await expect(numbers({ households: 10 })).rejects.toThrow()
    await expect(numbers({ latitude: null })).rejects.toThrow()
    await numbers({ households: 10, memberHouseholds: 10, ...counted })
  })

  test('lets one consent stand at a time', async () => {
    const consent = () =>
      db.contactConsent.create({
        data: {
          associationId: city.own.id,
          personName: '山﨑 正雄',
          textVersion: '2026-04',
          showsName: true,
          showsPhone: true,
          showsEmail: false,
          givenOn: new Date('2026-04-12'),
        },
      })
    const { id } = await consent()
    await expect(consent()).rejects.toThrow()
    await db.contactConsent.update({ where: { id }, data: { withdrawnAt: new Date() } })
    await consent()
  })
})
