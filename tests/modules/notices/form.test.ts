/** What the form of a notice refuses, keeps and fills by itself. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { createNotice, updateNotice } from '~/modules/notices/commands/write.server'
import { fieldsOfCopy, fieldsOfNotice } from '~/modules/notices/fields'
import { lastYearsNotices } from '~/modules/notices/queries/desk.server'
import { noticeForEdit, readNotice } from '~/modules/notices/queries/notice.server'
import { draftForm, publishForm } from '~/modules/notices/schema'
import { templateFields, templates } from '~/modules/notices/templates'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { type FormFields, fieldErrors } from '~/platform/forms'
import { editOf, formOf, officer, plant, reader, refusal, staff, standing, type Tree, today } from './support'

const typed = (over: FormFields = {}): FormFields => ({
  association: '1',
  audience: '1',
  visibility: 'public',
  category: 'event',
  importance: 'normal',
  title: '題',
  body: '本文',
  event_asks: 'nothing',
  submission: randomUUID(),
  ...over,
})

function errorsOf(over: FormFields, schema: typeof publishForm | typeof draftForm = publishForm) {
  const result = schema.safeParse(typed(over))
  return result.success ? {} : { ...fieldErrors(result.error) }
}

const event = { event_starts_at: '2027-05-09T10:00' }

describe('fields that speak of each other', () => {
  test.each<[FormFields, string, string]>([
    [{ remind_days: ['7', '1'] }, 'confirm_by', 'needs_confirm_by'],
    [{ confirm_by: '2027-05-01', publish_at: '2027-05-02T09:00' }, 'confirm_by', 'confirm_before_publish'],
    [{ event_asks: 'assembly' }, 'event_starts_at', 'needs_start'],
    [{ event_capacity: '40' }, 'event_starts_at', 'needs_start'],
    [{ ...event, event_answer_by: '2027-05-01' }, 'event_asks', 'needs_asks'],
    [
      { ...event, event_asks: 'attendance', event_answer_by: '2027-05-10' },
      'event_answer_by',
      'answer_after_event',
    ],
    [{ ...event, event_latitude: '34.8' }, 'event_longitude', 'place_half'],
    [{ ...event, event_latitude: '135.6', event_longitude: '34.8' }, 'event_latitude', 'place_swapped'],
    [{ ...event, event_latitude: '3.5', event_longitude: '3.5' }, 'event_latitude', 'place_outside'],
    [{ is_request: 'on', request_purpose: '目的', request_hours: '1.5' }, 'request_due', 'request_needs_due'],
    [
      { is_request: 'on', request_due: '2027-05-01', request_hours: '1' },
      'request_purpose',
      'request_needs_purpose',
    ],
    [
      { is_request: 'on', request_due: '2027-05-01', request_purpose: '目' },
      'request_hours',
      'request_needs_hours',
    ],
    [{ request_purpose: '目的' }, 'is_request', 'request_unticked'],
    [{ is_request: 'on', request_hours: '1.55' }, 'request_hours', 'request_hours_wrong'],
    [{ is_request: 'on', request_hours: '0' }, 'request_hours', 'request_hours_wrong'],
    [{ remind_days: ['5'], confirm_by: '2027-05-01' }, 'remind_days', ''],
  ])('%j: %s', (over, field, key) => {
    const errors = errorsOf(over)
    expect(errors[field]?.[0]).toBe(key ? `notices.form.${key}` : 'form.choose')
  })

  test('are content with what is whole, in full-width letters too', () => {
    const whole = typed({
      ...event,
      confirm_by: '2027-05-01',
      remind_days: ['14', '0'],
      event_asks: 'assembly',
      event_answer_by: '2027-05-09',
      event_capacity: '４０',
      event_latitude: '34.859',
      event_longitude: '135.675',
      is_request: 'on',
      request_purpose: '目的',
      request_hours: '１.５',
      request_due: '2027-04-30',
    })
    expect(publishForm.parse(whole)).toMatchObject({
      event_capacity: 40,
      request_hours: 90,
      remind_days: [14, 0],
    })
  })

  test('leave a draft what it does not know yet', () => {
    expect(
      errorsOf({ title: '', body: '', event_asks: 'assembly', event_capacity: '10' }, draftForm),
    ).toEqual({})
    for (const name of templates) expect(errorsOf(templateFields[name], draftForm)).toEqual({})
  })
})

describe('on the database', () => {
  let tree: Tree
  beforeEach(async () => {
    tree = await plant()
  })
  const request = {
    is_request: true,
    request_purpose: '見守り',
    request_hours: 90,
    request_due: addDays(today, 20),
  }

  test('everything comes back into the form, and a correction keeps what stood', async () => {
    const city = await staff(tree, 'approver')
    const starts = new Date(`${addDays(today, 30)}T01:00:00Z`)
    const full = {
      ...request,
      confirm_by: addDays(today, 10),
      remind_days: [1, 7],
      event_starts_at: starts,
      event_place: '公園',
      event_latitude: 34.859,
      event_longitude: 135.675,
      event_capacity: 40,
      event_asks: 'attendance' as const,
      event_answer_by: addDays(today, 20),
    }
    const { id } = await createNotice(city, formOf(tree.city, full), 'publish')
    expect(fieldsOfNotice(await noticeForEdit(city, id))).toMatchObject({
      confirm_by: full.confirm_by,
      remind_days: ['7', '1'],
      event_latitude: '34.859',
      event_capacity: '40',
      event_asks: 'attendance',
      event_answer_by: full.event_answer_by,
      is_request: 'on',
      request_hours: '1.5',
      request_due: request.request_due,
    })
    expect((await readNotice(reader, id)).request).toEqual({
      purpose: '見守り',
      minutes: 90,
      dueOn: request.request_due,
    })
    await updateNotice(city, id, editOf(tree.city, 1), 'publish')
    const [revision] = await db.noticeRevision.findMany()
    expect(revision?.details).toMatchObject({
      confirmBy: full.confirm_by,
      eventCapacity: 40,
      eventAsks: 'attendance',
      requestPurpose: '見守り',
      requestMinutes: 90,
    })
    expect(await db.request.count()).toBe(0)
  })

  test('an association asks nothing of others; the city and a council do', async () => {
    const home = await officer(tree, 'chair', tree.home)
    const refused = await refusal(createNotice(home, formOf(tree.home, request), 'publish'))
    expect(refused).toBeInstanceOf(Invalid)
    expect(refused).toMatchObject({ errors: { is_request: ['notices.form.request_not_yours'] } })
    const council = await officer(tree, 'chair', tree.council)
    await createNotice(council, formOf(tree.council, request), 'publish')
    expect(await db.request.count()).toBe(1)
  })

  test('nobody is asked to confirm by a day that is over', async () => {
    const home = await officer(tree, 'chair', tree.home)
    const over = { confirm_by: addDays(today, -1) }
    expect(await refusal(createNotice(home, formOf(tree.home, over), 'publish'))).toMatchObject({
      errors: { confirm_by: ['notices.form.confirm_before_publish'] },
    })
    const { id } = await createNotice(home, formOf(tree.home, { confirm_by: today }), 'publish')
    // A correction after the day is still possible.
    await db.notice.update({
      where: { id },
      data: { confirmBy: new Date(`${addDays(today, -3)}T00:00:00Z`) },
    })
    await updateNotice(home, id, editOf(tree.home, 1, { confirm_by: addDays(today, -3) }), 'publish')
  })

  test('a copy moves every date, says so, notes where it is from and takes no attachment', async () => {
    const home = await officer(tree, 'chair', tree.home)
    const id = await standing(tree.home, {
      publishedAt: new Date('2025-04-20T00:00:00Z'),
      title: '令和7年度 春の清掃',
      body: '5月11日(日) 9時から。雨なら5月18日(日)。申し込みは4月30日まで。',
      actionText: '4月30日までに申し込む',
      actionBy: new Date('2025-04-30'),
      eventStartsAt: new Date('2025-05-11T00:00:00Z'),
      eventEndsAt: new Date('2025-05-11T02:00:00Z'),
      eventAsks: 'attendance',
      eventAnswerBy: new Date('2025-05-09'),
      confirmBy: new Date('2025-05-02'),
      remindDays: [3],
    })
    await db.attachment.create({
      data: { noticeId: id, name: 'a.pdf', type: 'application/pdf', size: 1, key: randomUUID() },
    })
    const { fields, moved, years } = fieldsOfCopy(await noticeForEdit(home, id), '2026-03-01')
    expect(years).toBe(1)
    expect(fields).toMatchObject({
      title: '令和8年度 春の清掃',
      body: '5月10日(日) 9時から。雨なら5月17日(日)。申し込みは4月30日まで。',
      action_by: '2026-04-30',
      event_starts_at: '2026-05-10T09:00',
      event_ends_at: '2026-05-10T11:00',
      event_answer_by: '2026-05-08',
      confirm_by: '2026-05-01',
      remind_days: ['3'],
      publish_at: '',
      copied_from: String(id),
    })
    expect(fields).not.toHaveProperty('submission')
    expect(moved.map((one) => one.field)).toEqual([
      'title',
      'body',
      'body',
      'action_by',
      'confirm_by',
      'event_answer_by',
      'event_starts_at',
      'event_ends_at',
    ])
    const parsed = draftForm.parse({ ...fields, submission: randomUUID() })
    const made = await createNotice(home, parsed, 'draft')
    const row = await db.notice.findUniqueOrThrow({ where: { id: made.id }, include: { attachments: true } })
    expect([row.copiedFromId, row.attachments]).toEqual([id, []])
  })

  test('a copy is for those who write for its publisher; a stranger notes no source', async () => {
    const id = await standing(tree.foreign)
    const home = await officer(tree, 'chair', tree.home)
    expect(await refusal(noticeForEdit(home, id))).toBeInstanceOf(NotFound)
    const made = await createNotice(home, formOf(tree.home, { copied_from: id }), 'draft')
    expect((await db.notice.findUniqueOrThrow({ where: { id: made.id } })).copiedFromId).toBeNull()
  })

  test('this time of earlier years is offered, of the own associations', async () => {
    const home = await officer(tree, 'chair', tree.home)
    const ago = (days: number) => ({ publishedAt: new Date(Date.now() - days * 86_400_000) })
    const lastYear = await standing(tree.home, ago(360))
    const before = await standing(tree.home, ago(740))
    await standing(tree.home, ago(200))
    await standing(tree.foreign, ago(360))
    await standing(tree.home, { ...ago(360), state: 'draft', publishedAt: null })
    expect((await lastYearsNotices(home)).map((row) => row.id)).toEqual([lastYear, before])
  })
})
