/** From a need to a published place: who may write, hand in, publish and see; and that no host reaches another's. */
import { beforeEach, describe, expect, test } from 'vitest'
import { inScope, type SignedIn } from '~/modules/accounts/rules'
import {
  addHostMember,
  askToHost,
  createSection,
  editHost,
  moveHost,
  removeHostMember,
} from '~/modules/volunteering/commands/hosts.server'
import { approvePhoto } from '~/modules/volunteering/commands/photos.server'
import {
  actOnPlace,
  createPlace,
  decidePlace,
  editPlace,
  editPractical,
} from '~/modules/volunteering/commands/places.server'
import { copyProgramme, moveProgramme } from '~/modules/volunteering/commands/programmes.server'
import { deleteSession, saveSession } from '~/modules/volunteering/commands/sessions.server'
import { deskHosts, volunteeringDesk } from '~/modules/volunteering/queries/desk.server'
import { hostDesk, hostToEdit, placeToEdit } from '~/modules/volunteering/queries/host.server'
import { needFacts, needsOf } from '~/modules/volunteering/queries/needs.server'
import { photoFile, placePage } from '~/modules/volunteering/queries/place.server'
import { hostsOf, mayHost, sessionFor, sessionInScope } from '~/modules/volunteering/queries/scope.server'
import { placeForm, practicalForm, sessionForm } from '~/modules/volunteering/schema'
import { dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { actorOf as actorThen, anybody, makeCity } from '../associations/support'
import { aDraft, aPhoto, aPlace, aProgramme, inDays, placeFields, sessionFields, today } from './support'

/** Somebody of today: periods are counted from it. */
const actorOf = async (held: Parameters<typeof actorThen>[0]): Promise<SignedIn> => ({
  ...(await actorThen(held)),
  today,
})

let city: Awaited<ReturnType<typeof makeCity>>
let chair: SignedIn
let stranger: SignedIn
let centre: SignedIn
let programme: number

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
  chair = await actorOf({ seat: { post: 'chair', at: city.own } })
  stranger = await actorOf({ seat: { post: 'chair', at: city.other } })
  centre = await actorOf({ staff: 'coordinator' })
  const since = dayToDate(inDays(-30))
  await db.staffAppointment.create({ data: { userId: centre.user.id, role: 'coordinator', startsOn: since } })
  const term = { associationId: city.own.id, startsOn: since, endsOn: dayToDate(inDays(300)) }
  await db.term.create({ data: { ...term, userId: chair.user.id, post: 'chair' } })
  // An auditor offers no places and is not written to.
  const auditor = await actorOf({ seat: { post: 'auditor', at: city.own } })
  await db.term.create({ data: { ...term, userId: auditor.user.id, post: 'auditor' } })
  programme = await aProgramme()
})

const invalid = (field: string) =>
  expect.objectContaining({ errors: expect.objectContaining({ [field]: expect.anything() }) })
const missing = expect.objectContaining({ status: 404 })
const stale = expect.objectContaining({ status: 409 })
const version = async (id: number) =>
  (await db.volunteerPlace.findUniqueOrThrow({ where: { id }, select: { version: true } })).version
const act = async (actor: SignedIn, id: number, intent: 'submit' | 'take_back' | 'delete' | 'cancel') =>
  actOnPlace(actor, id, { intent, version: await version(id) })
const decide = async (id: number, decision: 'publish' | 'return', reason = '') =>
  decidePlace(centre, id, { decision, reason, version: await version(id) })

describe('a place', () => {
  test('is handed in, sent back with a reason, corrected and published; each told by mail', async () => {
    const id = await aDraft(chair, programme, city.own.id)
    await act(chair, id, 'submit')
    await expect(act(chair, id, 'submit')).rejects.toEqual(stale)
    await expect(placePage(anybody(), id)).rejects.toEqual(missing)
    expect((await volunteeringDesk(centre)).submitted.map((place) => place.id)).toEqual([id])
    await decide(id, 'return', '雨のときを書いてください')
    expect((await placeToEdit(chair, id)).returnedReason).toBe('雨のときを書いてください')
    const form = placeForm.parse(
      placeFields(programme, `h${(await placeToEdit(chair, id)).host.id}`, {
        rain_rule: '中止です',
        version: String(await version(id)),
      }),
    )
    await editPlace(chair, id, form)
    await act(chair, id, 'submit')
    await decide(id, 'publish')
    const { place } = await placePage(anybody(), id)
    expect(place).toMatchObject({ state: 'published', rainRule: '中止です', returnedReason: '' })
    expect(JSON.stringify(place)).not.toContain('副会長')
    const mails = await db.mail.findMany({ orderBy: { id: 'asc' }, select: { subject: true } })
    expect(mails.map(({ subject }) => subject.split(':')[0])).toEqual([
      '確認のお願い',
      '直してください',
      '確認のお願い',
      '公開しました',
    ])
  })

  test('is handed in with a day to come only', async () => {
    const id = await createPlace(chair, placeForm.parse(placeFields(programme, `a${city.own.id}`)))
    await expect(act(chair, id, 'submit')).rejects.toEqual(invalid('form'))
  })

  test('is published with a day to come, in a programme that is not over', async () => {
    const id = await aDraft(chair, programme, city.own.id)
    await act(chair, id, 'submit')
    await db.volunteerProgramme.updateMany({ data: { state: 'closed' } })
    await expect(decide(id, 'publish')).rejects.toEqual(invalid('decision'))
    await db.volunteerProgramme.updateMany({ data: { state: 'open' } })
    await db.volunteerSession.updateMany({ data: { cancelledOn: dayToDate(today) } })
    await expect(decide(id, 'publish')).rejects.toEqual(invalid('decision'))
    await decide(id, 'return', '日程がありません')
  })

  test('shows a photo to everybody once the centre has looked at it', async () => {
    const { place } = await aPlace({ associationId: city.own.id, programme })
    const photo = await aPhoto(place, 'volunteering/aa/a', false)
    const seen = async () => (await placePage(anybody(), place)).place.photos.length
    expect(await seen()).toBe(0)
    await expect(photoFile(anybody(), place, photo, true)).rejects.toEqual(missing)
    expect(await photoFile(chair, place, photo, true)).toMatchObject({ shared: false })
    await expect(approvePhoto(chair, place, photo)).rejects.toMatchObject({ status: 403 })
    await approvePhoto(centre, place, photo)
    expect(await seen()).toBe(1)
    expect(await photoFile(anybody(), place, photo, true)).toMatchObject({ shared: true })
    await expect(approvePhoto(centre, place, photo)).rejects.toEqual(missing)
  })

  test('is published by the centre alone', async () => {
    const { place } = await aPlace({ associationId: city.own.id, programme }, 'submitted')
    const form = { decision: 'publish' as const, reason: '', version: 1 }
    await expect(decidePlace(chair, place, form)).rejects.toMatchObject({ status: 403 })
    await expect(decidePlace(anybody(), place, form)).rejects.toMatchObject({ status: 401 })
    await decidePlace(centre, place, form)
    await expect(decidePlace(centre, place, form)).rejects.toEqual(stale)
  })

  test('that is public changes in what is practical, and its telephone number is stored encrypted', async () => {
    const { place } = await aPlace({ associationId: city.own.id, programme })
    const whole = placeForm.parse(placeFields(programme, 'h1'))
    await expect(editPlace(chair, place, whole)).rejects.toEqual(stale)
    await editPractical(
      chair,
      place,
      practicalForm.parse({
        meeting_point: '門',
        supervisor: '書記',
        supervisor_phone: '072-111-2222',
        version: '1',
      }),
    )
    await expect(
      editPractical(
        chair,
        place,
        practicalForm.parse({ meeting_point: '裏', supervisor: '書記', supervisor_phone: '', version: '1' }),
      ),
    ).rejects.toEqual(stale)
    const row = await db.volunteerPlace.findUniqueOrThrow({ where: { id: place } })
    expect(row.meetingPoint).toBe('門')
    expect(row.supervisorPhone).not.toContain('072')
    expect((await placeToEdit(chair, place)).supervisorPhone).toBe('072-111-2222')
  })

  test('is called off when no day is left, and deleted only as a draft', async () => {
    const { place, session } = await aPlace({ associationId: city.own.id, programme })
    await expect(act(chair, place, 'delete')).rejects.toEqual(stale)
    await expect(act(chair, place, 'cancel')).rejects.toEqual(invalid('form'))
    await deleteSession(chair, place, { session, version: 1 })
    await act(chair, place, 'cancel')
    expect((await placePage(anybody(), place)).place.state).toBe('cancelled')
    const draft = await aDraft(chair, programme, city.own.id)
    await act(chair, draft, 'delete')
    await expect(placeToEdit(chair, draft)).rejects.toEqual(missing)
  })

  test('is not offered when the time for it is over, nor a lecture by an association', async () => {
    const late = await aProgramme({ offersUntil: -1 })
    const lecture = await aProgramme({ kind: 'lecture' })
    for (const wrong of [late, lecture, 999_999]) {
      const form = placeForm.parse(placeFields(wrong, `a${city.own.id}`))
      await expect(createPlace(chair, form)).rejects.toEqual(invalid('programme'))
    }
  })
})

describe('days', () => {
  test('are added once, within the activity, and stay when somebody has applied', async () => {
    const id = await aDraft(chair, programme, city.own.id)
    await expect(saveSession(chair, id, sessionForm.parse(sessionFields()))).rejects.toEqual(invalid('day'))
    await expect(saveSession(chair, id, sessionForm.parse(sessionFields(61)))).rejects.toEqual(invalid('day'))
    await expect(saveSession(chair, id, sessionForm.parse(sessionFields(-1)))).rejects.toEqual(invalid('day'))
    const [session] = (await placeToEdit(chair, id)).sessions
    if (!session) throw new Error('no session')
    await db.volunteerSession.update({ where: { id: session.id }, data: { taken: 2 } })
    const edit = (over: Record<string, string>) =>
      saveSession(
        chair,
        id,
        sessionForm.parse(sessionFields(10, { session: String(session.id), version: '1', ...over })),
      )
    await expect(edit({ starts: '09:00' })).rejects.toEqual(invalid('day'))
    await expect(edit({ capacity: '1' })).rejects.toEqual(invalid('capacity'))
    await edit({ capacity: '2' })
    await expect(edit({ capacity: '3' })).rejects.toEqual(stale)
    await db.volunteerSession.update({ where: { id: session.id }, data: { taken: 0 } })
    await expect(edit({ day: inDays(-1), version: '2' })).rejects.toEqual(invalid('day'))
  })

  test('stay as the centre looks at them, and a change of what is public is told to it', async () => {
    const id = await aDraft(chair, programme, city.own.id)
    await act(chair, id, 'submit')
    const add = (days: number) => saveSession(chair, id, sessionForm.parse(sessionFields(days)))
    await expect(add(12)).rejects.toMatchObject({ key: 'place_submitted' })
    await decide(id, 'publish')
    await add(12)
    expect(await db.mail.count({ where: { text: { contains: '日程を、団体が変えました' } } })).toBe(1)
  })

  test('of another place are not reached by way of one’s own', async () => {
    const mine = await aPlace({ associationId: city.own.id, programme })
    const theirs = await aPlace({ associationId: city.other.id, programme })
    const form = sessionForm.parse(sessionFields(10, { session: String(theirs.session), version: '1' }))
    await expect(saveSession(chair, mine.place, form)).rejects.toEqual(missing)
    await expect(deleteSession(chair, mine.place, { session: theirs.session, version: 1 })).rejects.toEqual(
      missing,
    )
  })
})

describe('a host', () => {
  test('never reaches the places of another', async () => {
    const theirs = await aPlace({ associationId: city.other.id, programme }, 'draft')
    expect(await mayHost(db, chair, theirs.host)).toBe(false)
    expect(await mayHost(db, stranger, theirs.host)).toBe(true)
    expect((await hostsOf(db, chair)).map(({ id }) => id)).not.toContain(theirs.host)
    expect((await hostDesk(chair)).places).toEqual([])
    const tries = [
      () => placeToEdit(chair, theirs.place),
      () => placePage(chair, theirs.place),
      () => sessionInScope(db, chair, theirs.session),
      () => act(chair, theirs.place, 'submit'),
      () => editPlace(chair, theirs.place, placeForm.parse(placeFields(programme, 'h1'))),
      () => saveSession(chair, theirs.place, sessionForm.parse(sessionFields(12))),
      () => createPlace(chair, placeForm.parse(placeFields(programme, `h${theirs.host}`))),
      () => createPlace(chair, placeForm.parse(placeFields(programme, `a${city.other.id}`))),
      () =>
        editHost(chair, theirs.host, {
          name: 'x',
          introduction: 'x',
          phone: '072-000-0000',
          email: 'a@b.jp',
          version: 1,
        }),
    ]
    for (const attempt of tries) await expect(attempt()).rejects.toEqual(missing)
    expect((await sessionInScope(db, centre, theirs.session)).placeId).toBe(theirs.place)
  })

  test('is nobody without a post: no association is made a host by a stranger', async () => {
    for (const nobody of [
      await actorOf({}),
      centre,
      await actorOf({ seat: { post: 'auditor', at: city.own } }),
    ]) {
      const form = placeForm.parse(placeFields(programme, `a${city.own.id}`))
      await expect(createPlace(nobody, form)).rejects.toEqual(missing)
      expect(await db.association.findMany({ where: { AND: [{ id: city.own.id }, inScope([])] } })).toEqual(
        [],
      )
    }
    expect(await db.volunteerHost.count()).toBe(0)
  })

  test('an organisation waits for the centre, and its name is taken once', async () => {
    const somebody = await actorOf({})
    const form = {
      name: '川と緑の会',
      introduction: '川',
      phone: '072-000-0000',
      email: 'kawa@demo.example',
      version: null,
    }
    const id = await askToHost(somebody, form)
    await expect(askToHost(stranger, form)).rejects.toEqual(invalid('name'))
    const write = () => createPlace(somebody, placeForm.parse(placeFields(programme, `h${id}`)))
    await expect(write()).rejects.toEqual(invalid('host'))
    await expect(moveHost(chair, id, { to: 'registered', version: 1 })).rejects.toMatchObject({ status: 403 })
    await moveHost(centre, id, { to: 'registered', version: 1 })
    await expect(moveHost(centre, id, { to: 'asked', version: 2 })).rejects.toEqual(stale)
    expect(await write()).toBeGreaterThan(0)
    await moveHost(centre, id, { to: 'ended', version: 2 })
    await expect(write()).rejects.toEqual(invalid('host'))
  })

  test('that has ended reaches no person any more, and is not seen; its days are cancelled first', async () => {
    const { place, session, host } = await aPlace({ associationId: city.own.id, programme })
    const end = () => moveHost(centre, host, { to: 'ended', version: 1 })
    await expect(end()).rejects.toMatchObject({ key: 'host_days_first' })
    await db.volunteerSession.updateMany({ data: { cancelledOn: dayToDate(today), cancelReason: '雨' } })
    expect((await sessionInScope(db, chair, session)).id).toBe(session)
    await end()
    for (const attempt of [
      () => sessionInScope(db, chair, session),
      () => placeToEdit(chair, place),
      () => placePage(anybody(), place),
      () => sessionFor(db, session),
      () => hostToEdit(chair, host),
    ])
      await expect(attempt()).rejects.toEqual(missing)
    expect((await hostDesk(chair)).places).toEqual([])
    expect((await sessionInScope(db, centre, session)).id).toBe(session)
  })

  test('an organisation has as many who act for it as the centre enters, and never none', async () => {
    const { host, place } = await aPlace({ programme })
    const { email } = await db.user.findUniqueOrThrow({ where: { id: stranger.user.id } })
    await expect(placeToEdit(stranger, place)).rejects.toEqual(missing)
    await expect(addHostMember(chair, { host, member: email })).rejects.toMatchObject({ status: 403 })
    await expect(addHostMember(centre, { host, member: 'nobody@demo.example' })).rejects.toEqual(
      invalid('member'),
    )
    await addHostMember(centre, { host, member: email })
    await expect(addHostMember(centre, { host, member: email })).rejects.toEqual(invalid('member'))
    const listed = (await deskHosts(centre)).keepers.find(({ id }) => id === host)
    expect(listed?.members.map((one) => one.email)).toEqual([email])
    expect((await placeToEdit(stranger, place)).id).toBe(place)
    const [member] = await db.volunteerHostMember.findMany({ where: { hostId: host } })
    const remove = () => removeHostMember(centre, { host, member_id: member?.id ?? 0 })
    await expect(remove()).rejects.toMatchObject({ key: 'host_last_member' })
    const other = await db.user.findUniqueOrThrow({ where: { id: chair.user.id } })
    await addHostMember(centre, { host, member: other.email })
    await remove()
    await expect(placeToEdit(stranger, place)).rejects.toEqual(missing)
    // Who acts for an association follows from its posts.
    const own = await aPlace({ associationId: city.own.id, programme })
    await expect(addHostMember(centre, { host: own.host, member: email })).rejects.toEqual(missing)
  })

  test('a section of the city offers lectures, kept by an account that is there', async () => {
    const form = { name: '人権政策室', introduction: '', phone: null, keeper: 'nobody@demo.example' }
    await expect(createSection(centre, form)).rejects.toEqual(invalid('keeper'))
    const { email } = await db.user.findUniqueOrThrow({ where: { id: stranger.user.id } })
    const id = await createSection(centre, { ...form, keeper: email })
    const lecture = await aProgramme({ kind: 'lecture' })
    expect(
      await createPlace(stranger, placeForm.parse(placeFields(lecture, `h${id}`, { stages: ['adult'] }))),
    ).toBeGreaterThan(0)
  })
})

describe('needs', () => {
  test('of one’s own associations alone: a hall, and an event with its day', async () => {
    const hall = await db.hall.create({
      data: {
        name: '会館',

        associations: { create: [{ associationId: city.own.id }] },
      },
      select: { id: true },
    })
    expect((await needsOf(chair)).map(({ need, href }) => `${need} ${href}`)).toEqual([
      `cleaning /halls/${hall.id}`,
      `phone_help /halls/${hall.id}`,
    ])
    expect(await needsOf(stranger)).toEqual([])
    expect(await needFacts(stranger, { about: 'hall', id: hall.id })).toBeNull()
    expect(await needFacts(chair, { about: 'hall', id: hall.id })).toMatchObject({
      association: city.own.id,
      hall: hall.id,
    })
  })
})

describe('a programme', () => {
  test('is copied a year later as a draft, and moves as the rules say', async () => {
    const copy = await copyProgramme(centre, programme)
    const row = await db.volunteerProgramme.findUniqueOrThrow({ where: { id: copy } })
    expect(row).toMatchObject({ state: 'draft', year: 2027, title: '青少年ボランティア体験 2027' })
    await expect(copyProgramme(centre, programme)).rejects.toMatchObject({ key: 'programme_twice' })
    await expect(moveProgramme(centre, copy, { to: 'closed', version: 1 })).rejects.toEqual(stale)
    await moveProgramme(centre, copy, { to: 'open', version: 1 })
    await expect(moveProgramme(centre, copy, { to: 'open', version: 2 })).rejects.toEqual(stale)
    await expect(copyProgramme(chair, programme)).rejects.toMatchObject({ status: 403 })
  })

  test('that is a draft shows none of its places', async () => {
    const draft = await aProgramme({ state: 'draft' })
    const { place, session } = await aPlace({ associationId: city.own.id, programme: draft })
    await expect(placePage(anybody(), place)).rejects.toEqual(missing)
    await expect(sessionFor(db, session)).rejects.toEqual(missing)
    expect(inDays(0)).toHaveLength(10)
  })
})
