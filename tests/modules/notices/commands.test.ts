/** What officers do to notices, on a real database. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor, Post } from '~/modules/accounts/rules'
import { clearWaiting, takeAttachments } from '~/modules/notices/commands/attachments.server'
import {
  deleteDraft,
  expireDue,
  publishDue,
  sweepDue,
  withdrawNotice,
} from '~/modules/notices/commands/end.server'
import { createNotice, updateNotice } from '~/modules/notices/commands/write.server'
import { listNotices } from '~/modules/notices/queries/list.server'
import { attachmentFor, noticeForEdit, readNotice } from '~/modules/notices/queries/notice.server'
import type { NoticeForm } from '~/modules/notices/schema'
import { db } from '~/platform/db.server'
import { Gone, Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { editOf, formOf, officer as holderOf, type Node, plant, reader, refusal, type Tree } from './support'

let tree: Tree
let council: Node
let home: Node
let foreign: Node

beforeEach(async () => {
  tree = await plant()
  council = tree.council
  home = tree.home
  foreign = tree.foreign
})

const officer = (post: Post, at: Node) => holderOf(tree, post, at)
const form = (over: Partial<NoticeForm> = {}) => formOf(home, over)
const edit = (version: number, over: Partial<NoticeForm> = {}) => editOf(home, version, over)
const soon = (ms: number) => new Date(Date.now() + ms)

describe('publishing', () => {
  test('shows the notice to everybody and leaves a trail without its text', async () => {
    const { id } = await createNotice(
      await officer('secretary', home),
      form({ title: '秘密の題' }),
      'publish',
    )
    expect((await readNotice(reader, id)).title).toBe('秘密の題')
    const trail = await db.auditEntry.findMany()
    expect(trail.map((entry) => [entry.action, entry.subjectId, entry.capacity])).toEqual([
      ['notice.published', String(id), 'secretary'],
    ])
    expect(
      JSON.stringify(trail, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('秘密')
  })

  test('is not for a treasurer, who may draft', async () => {
    const treasurer = await officer('treasurer', home)
    expect(await refusal(createNotice(treasurer, form(), 'publish'))).toBeInstanceOf(NotAllowed)
    const { id, state } = await createNotice(treasurer, form(), 'draft')
    expect(state).toBe('draft')
    expect(await refusal(updateNotice(treasurer, id, edit(1), 'publish'))).toBeInstanceOf(NotAllowed)
  })

  test('reaches from a council down, never aside or up', async () => {
    const below = await createNotice(await officer('chair', council), form(), 'publish')
    expect(below.state).toBe('published')
    const chair = await officer('chair', home)
    expect(
      await refusal(createNotice(chair, form({ association: foreign.id, audience: foreign.id }), 'publish')),
    ).toBeInstanceOf(NotAllowed)
    expect(
      await refusal(createNotice(chair, form({ association: council.id, audience: council.id }), 'draft')),
    ).toBeInstanceOf(NotAllowed)
    expect(await refusal(createNotice(chair, form({ audience: council.id }), 'publish'))).toBeInstanceOf(
      Invalid,
    )
  })

  test('happens once for a form that is sent five times at once', async () => {
    const secretary = await officer('secretary', home)
    const same = form()
    const made = await Promise.all(Array.from({ length: 5 }, () => createNotice(secretary, same, 'publish')))
    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
    expect(await db.notice.count()).toBe(1)
  })
})

describe('drafts', () => {
  test('are seen by officers only, and thrown away whole', async () => {
    const chair = await officer('chair', home)
    const { id } = await createNotice(chair, form(), 'draft')
    expect(await refusal(readNotice(reader, id))).toBeInstanceOf(NotFound)
    expect(await refusal(readNotice(await officer('chair', foreign), id))).toBeInstanceOf(NotFound)
    expect((await readNotice(chair, id)).state).toBe('draft')
    expect(await refusal(deleteDraft(await officer('vice_chair', foreign), id, 1))).toBeInstanceOf(NotFound)
    expect(await refusal(deleteDraft(chair, id, 2))).toBeInstanceOf(Stale)
    await deleteDraft(chair, id, 1)
    expect(await db.notice.count()).toBe(0)
  })

  test('that two officers edit are not overwritten: the second is told, and can compare', async () => {
    const chair = await officer('chair', home)
    const secretary = await officer('secretary', home)
    const { id } = await createNotice(chair, form(), 'draft')
    const answers = await Promise.allSettled([
      updateNotice(chair, id, edit(1, { title: '会長の題' }), 'draft'),
      updateNotice(secretary, id, edit(1, { title: '書記の題' }), 'draft'),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = answers.find((answer) => answer.status === 'rejected')
    expect(lost?.reason).toMatchObject({ status: 409, key: 'notice_edited' })
    expect((await noticeForEdit(chair, id)).version).toBe(2)
  })
})

describe('corrections', () => {
  test('keep the earlier text, its date and its reason, and the day of publishing', async () => {
    const chair = await officer('chair', home)
    const { id } = await createNotice(chair, form({ body: '**九時**' }), 'publish')
    const before = await readNotice(reader, id)
    await updateNotice(chair, id, edit(1, { body: '十時' }), 'publish')
    const after = await readNotice(reader, id)
    expect(after.bodyHtml).toContain('十時')
    expect(after.correctedAt).not.toBeNull()
    expect(after.publishedAt).toEqual(before.publishedAt)
    expect(after.revisions).toMatchObject([
      { version: 1, bodyHtml: '<p><strong>九時</strong></p>\n', reason: '理由' },
    ])
  })

  test('cannot make a draft of what residents have read, nor change who speaks', async () => {
    const chair = await officer('chair', council)
    const { id } = await createNotice(chair, form(), 'publish')
    expect(await refusal(updateNotice(chair, id, edit(1), 'draft'))).toBeInstanceOf(NotAllowed)
    const other = edit(1, { association: foreign.id, audience: foreign.id })
    expect(await refusal(updateNotice(chair, id, other, 'publish'))).toBeInstanceOf(NotAllowed)
  })
})

describe('the clock', () => {
  test('publishes and expires what is due, once, and nothing else', async () => {
    const chair = await officer('chair', home)
    const { id, state } = await createNotice(
      chair,
      form({ publish_at: soon(60_000), expires_at: soon(120_000) }),
      'publish',
    )
    expect(state).toBe('scheduled')
    expect(await publishDue(id)).toBe(false)
    await db.notice.update({ where: { id }, data: { publishAt: soon(-1000) } })
    expect(
      (await Promise.all([publishDue(id), publishDue(id), publishDue(id)])).filter(Boolean),
    ).toHaveLength(1)
    expect((await readNotice(reader, id)).state).toBe('published')
    expect(await expireDue(id)).toBe(false)
    await db.notice.update({ where: { id }, data: { expiresAt: soon(-500) } })
    expect(await sweepDue()).toBe(1)
    expect(await refusal(readNotice(reader, id))).toMatchObject({ status: 410, key: 'notice_expired' })
    expect(await db.auditEntry.findMany({ where: { capacity: 'job' }, select: { action: true } })).toEqual([
      { action: 'notice.published' },
      { action: 'notice.expired' },
    ])
  })

  test('is asked in the transaction that needs it: no notice, no job', async () => {
    const chair = await officer('chair', home)
    const jobs = () => db.$queryRaw<{ name: string; start: Date }[]>`
      SELECT name, start_after AS start FROM pgboss.job WHERE name LIKE '%-notice' ORDER BY name`
    const publish_at = soon(3_600_000)
    await refusal(createNotice(chair, form({ publish_at, audience: council.id }), 'publish'))
    expect(await jobs()).toEqual([])
    await createNotice(chair, form({ publish_at }), 'publish')
    expect(await jobs()).toEqual([{ name: 'publish-notice', start: publish_at }])
  })
})

describe('withdrawing', () => {
  test('leaves an address that says so, with the reason', async () => {
    const chair = await officer('chair', home)
    const { id } = await createNotice(chair, form(), 'publish')
    expect(
      await refusal(withdrawNotice(await officer('chair', foreign), id, { version: 1, reason: 'x' })),
    ).toBeInstanceOf(NotFound)
    expect(
      await refusal(withdrawNotice(await officer('treasurer', home), id, { version: 1, reason: 'x' })),
    ).toBeInstanceOf(NotAllowed)
    await withdrawNotice(chair, id, { version: 1, reason: '中止のため' })
    const gone = await refusal(readNotice(reader, id))
    expect(gone).toBeInstanceOf(Gone)
    expect(gone.params.reason).toBe('中止のため')
    expect(await refusal(updateNotice(chair, id, edit(2), 'publish'))).toBeInstanceOf(Stale)
  })
})

describe('attachments', () => {
  const folder = () => process.env.DATA_DIR ?? ''
  const upload = async (name: string, content: Uint8Array | string) => {
    const file = path.join(folder(), `upload-${randomUUID()}`)
    mkdirSync(folder(), { recursive: true })
    writeFileSync(file, content)
    return { field: 'files', name, path: file, size: content.length, tooLarge: false }
  }
  const picture = () =>
    sharp({ create: { width: 60, height: 40, channels: 3, background: '#88aacc' } })
      .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '34/1 48/1 0/1' } })
      .jpeg()
      .toBuffer()
  const pdf = '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'

  test('are taken by content, not by name, and lose what the camera noted', async () => {
    const chair = await officer('chair', home)
    const photo = await picture()
    expect((await sharp(photo).metadata()).exif).toBeDefined()
    const { taken, refused } = await takeAttachments(chair, [
      await upload('写真.png', photo),
      await upload('案内.pdf', pdf),
      await upload('案内.pdf', '<script>alert(1)</script>'),
      await upload('切れた.pdf', '%PDF-1.4\n'),
      await upload('切れた.jpg', photo.subarray(0, 200)),
      await upload('空.pdf', ''),
    ])
    expect(taken.map(({ name, type }) => [name, type])).toEqual([
      ['写真.jpg', 'image/jpeg'],
      ['案内.pdf', 'application/pdf'],
    ])
    expect(refused.map((key) => key.split('?')[0])).toEqual(
      ['wrong_type', 'broken_pdf', 'broken_picture', 'empty'].map((key) => `notices.attachments.${key}`),
    )
    const { key } = await db.attachment.findUniqueOrThrow({ where: { id: taken[0]?.id } })
    expect((await sharp(path.join(folder(), 'files', key)).metadata()).exif).toBeUndefined()
  })

  test('go with the rights of their notice, and wait for their sender alone', async () => {
    const chair = await officer('chair', home)
    const { taken } = await takeAttachments(chair, [await upload('a.pdf', pdf)])
    const [file] = taken
    if (!file) return expect.unreachable()
    expect((await attachmentFor(chair, file.id)).name).toBe('a.pdf')
    for (const other of [reader, await officer('vice_chair', home)] as Actor[]) {
      expect(await refusal(attachmentFor(other, file.id))).toBeInstanceOf(NotFound)
    }
    const members = form({ attachment: [file.id], visibility: 'members' })
    const { id } = await createNotice(chair, members, 'publish')
    expect(await refusal(attachmentFor(reader, file.id))).toBeInstanceOf(NotFound)
    const member = { ...reader, memberships: [{ associationId: home.id, path: home.path }] }
    expect((await attachmentFor(member, file.id)).shared).toBe(false)
    await updateNotice(chair, id, { ...edit(1), attachment: [file.id], visibility: 'public' }, 'publish')
    expect((await attachmentFor(reader, file.id)).shared).toBe(true)
  })

  test('of somebody else cannot be tied to a notice', async () => {
    const { taken } = await takeAttachments(await officer('chair', foreign), [await upload('a.pdf', pdf)])
    const { id } = await createNotice(
      await officer('chair', home),
      form({ attachment: [taken[0]?.id ?? ''] }),
      'publish',
    )
    expect((await readNotice(reader, id)).attachments).toEqual([])
  })

  test('that nobody wanted are cleared away after a day, with their files', async () => {
    const chair = await officer('chair', home)
    const { taken } = await takeAttachments(chair, [await upload('a.pdf', pdf), await upload('b.pdf', pdf)])
    await createNotice(chair, form({ attachment: [taken[1]?.id ?? ''] }), 'draft')
    expect(await clearWaiting()).toBe(0)
    await db.attachment.updateMany({ data: { createdAt: soon(-25 * 3_600_000) } })
    expect(await clearWaiting()).toBe(1)
    expect(await db.attachment.findMany({ select: { name: true } })).toEqual([{ name: 'b.pdf' }])
  })
})

describe('the database', () => {
  test('refuses a published notice without its time, a withdrawn one without a reason, an event that ends first', async () => {
    const { id } = await createNotice(await officer('chair', home), form(), 'draft')
    for (const data of [
      { state: 'published' as const },
      { state: 'scheduled' as const },
      { state: 'withdrawn' as const, withdrawnAt: new Date() },
      { eventStartsAt: soon(1000), eventEndsAt: soon(0) },
      { eventEndsAt: soon(0) },
    ]) {
      await expect(db.notice.update({ where: { id }, data })).rejects.toThrow()
    }
  })
})

test('the list shows what is public to a guest and what is addressed to a member', async () => {
  const chair = await officer('chair', home)
  await createNotice(chair, form({ title: '公開' }), 'publish')
  await createNotice(chair, form({ title: '会員', visibility: 'members' }), 'publish')
  await createNotice(
    await officer('chair', foreign),
    form({ association: foreign.id, audience: foreign.id, title: '他会員', visibility: 'members' }),
    'publish',
  )
  const titles = async (actor: Actor) => (await listNotices(actor, {})).items.map((item) => item.title).sort()
  expect(await titles(reader)).toEqual(['公開'])
  const member = { ...reader, memberships: [{ associationId: home.id, path: home.path }] }
  expect(await titles(member)).toEqual(['会員', '公開'])
  expect(await titles(chair)).toEqual(['会員', '公開'])
})
