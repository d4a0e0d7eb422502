/**
 * Every route, with who may load it and who may post to it: each role, and the same role in another association.
 * A post is made with a valid form on a fresh row, so that it reaches the rule.
 */
import { createECDH, randomBytes, randomUUID } from 'node:crypto'
import { markOf as itemMark } from '~/modules/handover/keep.server'
import { markOf } from '~/modules/subsidies/queries/part.server'
import { addDays, dayOf, fiscalYear } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { putFile } from '~/platform/files.server'
import { ready } from './modules/applications/association-support'
import { makeApplication } from './modules/applications/support'
import { cameTo, placed, sessionToday } from './modules/attendance/support'
import { householdOf, makeNotice } from './modules/confirmations/support'
import { event, household } from './modules/events/support'
import {
  aSection,
  askedBy,
  askedByKey,
  askedIn,
  askedThrough,
  followerOf,
  photoOf,
} from './modules/exchange/asked'
import { aService, serviceFields } from './modules/help/support'
import { makeIndicator } from './modules/indicators/support'
import { aHiding, aMatter, aReport } from './modules/moderation/support'
import { anInterest, anOpening } from './modules/openings/support'
import { type Applied, fields as applicationFields, applied } from './modules/participation/support'
import { aResolution, seenIn } from './modules/resolutions/support'
import { programmeOf } from './modules/subsidies/support'
import { answeredAndOver } from './modules/surveys/results-support'
import { aHousehold, aSurvey, sheet } from './modules/surveys/support'
import { anOutcome, aQuestion, aTalk } from './modules/talks/support'
import {
  aHost,
  aPhoto,
  aPlace,
  aProgramme,
  hostFields,
  placeFields,
  programmeFields,
  sessionFields,
} from './modules/volunteering/support'
import { type Body, type InProcess, openInProcess, roles } from './setup/in-process'

/** The answers of an estimate, as they stand in its address. */
const ESTIMATE = 'programme=hirakata-hall&work=seismicRetrofit&cost-seismicRetrofit=1500000'

/** The association of `chair` and `secretary`; `otherchair` is the chair of another, `council` of the one above. */
let home: { id: number; slug: string; district: number | null }
const today = dayOf(new Date())

/** The portal in which the addresses lead somewhere. */
export async function openAddresses(): Promise<InProcess> {
  const portal = await openInProcess()
  const { association } = await db.term.findFirstOrThrow({
    where: { user: { email: 'chair@demo.example' } },
    select: { association: { select: { id: true, slug: true, districtId: true } } },
  })
  home = { id: association.id, slug: association.slug, district: association.districtId }
  return portal
}

/** The last appropriation of the last budget, and the last application that waits; each budget has a year of its own. */
let lastEntry = 0
let lastApplication = 0
let budgetYear = 2100

/** The last document of an application that does not apply to all. */
let lastDocument = 0

/** The photo of the last hall with one. */
let lastFile = ''

/** What the last draft of a programme says. */
let lastDraft = programmeOf({})

/** The household that is asked by the last event. */
let livingThere = 0

/** The keeper of the last indicator */
let lastKeeper = ''

/** Years of indicators that nobody else has: over, and to come */
let pastIndicators = 2009

/** The last post that was reported, and the last hiding. */
let lastReport = 0
let lastHiding = 0

/** The last proposal that lies before the approver. */
let lastProposal = 0

/** Somebody without an account */
const SOMEBODY = { familyName: '木村', givenName: '花', familyReading: 'キムラ', givenReading: 'ハナ' }
const postFields = () => ({
  name: randomUUID(),
  filledBy: 'election',
  months: '12',
  seats: '1',
  position: '9',
})

/** The last line of a card. */
let lastTask = 0
const taskFields = () => ({ title: '総会', kind: 'meeting', months: '4', minutes: '60', times: '1' })

/** The item of the last handover. */
let lastItem = 0

/** The last seat whose holder may go on. */
let lastSeat = 0

/** The last person who is placed at a desk, or who came to an activity. */
let lastPlaced = { member: 0, key: '' }

/** The section to which something is routed next. */
let lastSection = 0

/** The photo of the last place with one, and the last programme that takes offers. */
let lastPhoto = 0
let lastProgramme = 0
let lastHost = 0
const HOSTING = ['chair@demo.example', 'secretary@demo.example']

/** What a member asked last through the association. */
let lastAsked = 0

/** What was applied for last. */
let lastApplied: Applied | undefined

/** Rows made for one question. */
const fresh = {
  /** A pupil and a friend who have applied for a place of the association. */
  async applied() {
    lastApplied = await applied(home.id)
    return lastApplied
  },
  async place(state: 'draft' | 'submitted' | 'published' = 'published') {
    return `/volunteering/host/${(await aPlace({ associationId: home.id }, state)).place}`
  },
  async placeWithPhoto() {
    const { place } = await aPlace({ associationId: home.id })
    const key = `volunteering/${randomUUID()}`
    await putFile(key, new Uint8Array([1]))
    lastPhoto = await aPhoto(place, key)
    return place
  },
  /** A session of the association today, with somebody who is placed; with a key of the day. */
  async desk(key = '') {
    const { id } = await sessionToday(home.id)
    lastPlaced = await placed(id)
    if (key) await db.volunteerSession.update({ where: { id }, data: { deskKeyHash: hashToken(key) } })
    return `/volunteering/sessions/${id}`
  },
  /** The pages of somebody who came to an activity of the association. */
  async came(certified = false) {
    const came = await cameTo(home.id, certified)
    lastPlaced = came
    return { ...came, at: `/volunteering/mine/${came.key}` }
  },
  /** A session of the association that is still to come. */
  async sessionToCome() {
    const { id } = await sessionToday(home.id)
    const startsAt = new Date(Date.now() + 5 * 86_400_000)
    const endsAt = new Date(startsAt.getTime() + 3_600_000)
    await db.volunteerSession.update({ where: { id }, data: { startsAt, endsAt } })
    return String(id)
  },
  async group() {
    const slug = `g-${randomUUID().slice(0, 8)}`
    const row = { slug, kind: 'group' as const, parentId: home.id, name: slug, reading: 'はん' }
    return (await db.association.create({ data: row, select: { id: true } })).id
  },
  async lastCircular() {
    const { _max } = await db.circular.aggregate({
      where: { associationId: home.id },
      _max: { number: true },
    })
    return _max.number ?? 0
  },
  async circular() {
    const number = (await fresh.lastCircular()) + 1
    const notices = { create: [{ noticeId: await fresh.notice('published'), position: 0 }] }
    await db.circular.create({ data: { associationId: home.id, number, notices } })
    return number
  },
  async notice(
    state: 'draft' | 'published' | 'awaiting_approval',
    visibility: 'public' | 'members' | 'officers' = 'public',
    at = home.id,
  ) {
    const publishedAt = state === 'published' ? new Date() : null
    const { id } = await db.notice.create({
      data: {
        submittedAt: state === 'awaiting_approval' ? new Date() : null,
        associationId: at,
        audienceId: at,
        state,
        visibility,
        publishedAt,
        category: 'other',
        title: '題',
        body: '本文',
        bodyHtml: '<p>本文</p>',
        submissionId: randomUUID(),
      },
      select: { id: true },
    })
    return id
  },
  /** An event of a group in which nobody of the demonstration lives. */
  async event() {
    const slug = `g-${randomUUID().slice(0, 8)}`
    const group = await db.association.create({
      data: { kind: 'group', slug, name: slug, reading: 'はん', parentId: home.id },
      select: { id: true },
    })
    livingThere = await household(group)
    return { id: await event(group) }
  },
  /** Addressed to everybody by the city. */
  async fromTheCity() {
    const city = await db.association.findFirstOrThrow({ where: { kind: 'city' }, select: { id: true } })
    return fresh.notice('published', 'public', city.id)
  },
  async user() {
    const names = { familyName: '名', givenName: '無' }
    return (await db.user.create({ data: { email: `${randomUUID()}@people.example`, ...names } })).id
  },
  async membership() {
    const row = { userId: await fresh.user(), associationId: home.id, state: 'requested' as const }
    return (await db.membership.create({ data: row })).id
  },
  /** A rotation of the association with one household in it. */
  async duty() {
    const unit = { name: '当番', unit: 'household', associationId: home.id }
    const places = { create: { householdId: await household(home), position: 1 } }
    const made = { data: { ...unit, places }, select: { id: true } }
    return (await db.dutyRotation.create(made)).id
  },
  async term() {
    const dates = {
      startsOn: new Date(`${today}T00:00:00Z`),
      endsOn: new Date(`${addDays(today, 90)}T00:00:00Z`),
    }
    const row = {
      userId: await fresh.user(),
      associationId: home.id,
      post: 'board_member' as const,
      ...dates,
    }
    return (await db.term.create({ data: row })).id
  },
  /** A seat of a post of its own, vacant or held for ninety days by somebody without an account. */
  /** A line of a card, and something that was done for it. */
  async task() {
    const { post } = await fresh.seat()
    const task = { postId: post, title: '総会', months: [4], minutes: 60 }
    const { id } = await db.officerTask.create({ data: task, select: { id: true } })
    const done = { postId: post, taskId: id, title: '総会', minutes: 60, doneOn: new Date(today) }
    const record = await db.officerRecord.create({ data: done, select: { id: true } })
    lastTask = id
    return { post, id, record: record.id }
  },
  async seat(held = false) {
    const name = randomUUID()
    const seats = { create: { number: 1 } }
    const { id, seats: made } = await db.officerPost.create({
      data: { associationId: home.id, post: 'board_member', name, seats },
      select: { id: true, seats: { select: { id: true } } },
    })
    const seatId = made[0]?.id ?? 0
    if (held) await fresh.named(seatId)
    return { id: seatId, post: id }
  },
  /** The term of somebody without an account. */
  async named(seatId?: number) {
    const startsOn = new Date(`${today}T00:00:00Z`)
    const endsOn = new Date(`${addDays(today, 90)}T00:00:00Z`)
    const row = { associationId: home.id, seatId, post: 'board_member' as const, startsOn, endsOn }
    return (await db.term.create({ data: { ...row, ...SOMEBODY }, select: { id: true } })).id
  },
  /** The handover of a seat whose holder has no account, with one thing on its list. */
  async pack(post: 'board_member' | 'treasurer' = 'board_member') {
    const row = { associationId: home.id, post, name: randomUUID(), seats: { create: { number: 1 } } }
    const made = await db.officerPost.create({
      data: row,
      select: { id: true, seats: { select: { id: true } } },
    })
    const seatId = made.seats[0]?.id ?? 0
    const days = {
      startsOn: new Date(`${today}T00:00:00Z`),
      endsOn: new Date(`${addDays(today, 90)}T00:00:00Z`),
    }
    const of = { associationId: home.id, seatId, post, ...days, ...SOMEBODY, familyName: '森' }
    const term = await db.term.create({ data: of, select: { id: true } })
    const items = { create: { kind: 'key', title: '鍵' } }
    const pack = await db.handoverPack.create({
      data: { seatId, fromTermId: term.id, items },
      select: { id: true, items: { select: { id: true } } },
    })
    const note = await db.handoverNote.create({ data: { postId: made.id, text: '文' }, select: { id: true } })
    lastItem = pack.items[0]?.id ?? 0
    return { id: pack.id, item: lastItem, post: made.id, note: note.id, seat: seatId }
  },
  async code() {
    const code = randomUUID().replaceAll('-', '').slice(0, 8).toUpperCase()
    const validUntil = new Date(Date.now() + 86_400_000)
    return db.membershipCode.create({ data: { associationId: home.id, code, validUntil } })
  },
  async attachment() {
    const noticeId = await fresh.notice('published', 'members')
    const row = {
      noticeId,
      name: 'a.pdf',
      type: 'application/pdf',
      size: 5,
      key: `attachments/${randomUUID()}`,
    }
    await putFile(row.key, Buffer.from('%PDF-'))
    return (await db.attachment.create({ data: row })).id
  },
  /** A device whose browser shows its old address when it gets a new one. */
  async endpoint() {
    const { endpoint, auth, p256dh } = device()
    const { id: subscriberId } = await db.subscriber.create({ data: { state: 'active' } })
    await db.pushEndpoint.create({ data: { subscriberId, endpoint, auth, p256dh } })
    return { old_endpoint: endpoint, old_auth: auth }
  },
  /** An AED that the association keeps. */
  async keptAed() {
    return (await db.aed.create({ data: { name: 'AED', associationId: home.id }, select: { id: true } })).id
  },
  /** A report with a photo on such an AED. */
  async aedReport() {
    const photoKey = `aed-reports/${randomUUID()}`
    await putFile(photoKey, Buffer.from('JPEG'))
    const row = {
      aedId: await fresh.keptAed(),
      kind: 'locked' as const,
      photoKey,
      photoType: 'image/jpeg',
      submissionId: randomUUID(),
    }
    const { id, aedId } = await db.aedReport.create({ data: row })
    return `/aeds/${aedId}/reports/${id}`
  },
  /** An import of a source of its own, whose columns wait to be confirmed. */
  async aedImport() {
    const source = { create: { name: randomUUID() } }
    const row = { source, fileName: 'aed.csv', mapping: { name: [0] } }
    return (await db.aedImport.create({ data: row, select: { id: true } })).id
  },
  async population() {
    const report = { lines: 0, taken: 0, outside: 0, rounded: 0, refused: 0, refusedLines: [] }
    const row = { name: randomUUID(), report: { ...report, places: 'mesh', encoding: 'utf-8' } }
    return (await db.populationSet.create({ data: row })).id
  },
  async hall() {
    const row = { name: randomUUID(), associations: { create: { associationId: home.id } } }
    return (await db.hall.create({ data: row, select: { id: true } })).id
  },
  async hallFile(shown = false) {
    const key = `halls/${randomUUID()}`
    await putFile(key, Buffer.from('%PDF-'))
    const row = { hallId: await fresh.hall(), kind: 'photo' as const, public: shown, name: 'a.jpg', key }
    return db.hallFile.create({ data: { ...row, type: 'image/jpeg', size: 5 } })
  },
  async hallWithFile() {
    const { id, hallId } = await fresh.hallFile()
    lastFile = id
    return hallId
  },
  /** The address of a letter that the association has been sent. */
  async letter() {
    const { id } = await makeApplication('decided', { associationId: home.id })
    const row = { applicationId: id, letter: 'decision', title: '通知', body: '本文', issuedOn: new Date() }
    const letter = await db.subsidyLetter.create({ data: row, select: { id: true } })
    return `/subsidies/applications/${id}/letters/${letter.id}`
  },
  /** The version of a template, or of the letterhead, that the next form must name. */
  async letterVersion(letter?: string) {
    const programme = { key: 'hirakata-hall' }
    const own = letter
      ? await db.subsidyLetterTemplate.findFirst({ where: { programme, letter }, select: { version: true } })
      : await db.subsidyLetterhead.findFirst({ where: { programme }, select: { version: true } })
    return String(own?.version ?? 0)
  },
  /** An indicator of this year, or of another, that the centre enters. */
  async indicator(year = fiscalYear(today)) {
    const { id } = await db.user.findFirstOrThrow({
      where: { email: 'centre@demo.example' },
      select: { id: true },
    })
    const key = `made_${randomUUID().slice(0, 8)}`
    await makeIndicator(key, { year, keeper: id })
    return key
  },
  async keeperOf() {
    const key = await fresh.indicator()
    lastKeeper = (
      await db.indicatorKeeper.findFirstOrThrow({
        where: { indicator: { key } },
        select: { userId: true },
      })
    ).userId
    return key
  },
  /** A budget of a year to come, or of this one under a scheme of its own; with one entry. */
  async budget(year = ++budgetYear) {
    const programme = { create: { key: `made-${randomUUID().slice(0, 8)}`, own: true } }
    const entries = { create: { kind: 'appropriate' as const, appropriated: 5_000_000 } }
    const { id, entries: made } = await db.subsidyBudget.create({
      data: { programme, year, entries },
      select: { id: true, entries: { select: { id: true } } },
    })
    lastEntry = made[0]?.id ?? 0
    return id
  },
  /** A budget on which an application waits for its decision. */
  async budgetInNeed() {
    const made = await makeApplication('submitted', { associationId: home.id, year: ++budgetYear })
    lastApplication = made.id
    return made.budgetId
  },
  async newBudget() {
    const { id } = await db.subsidyProgramme.create({
      data: { key: `made-${randomUUID().slice(0, 8)}`, own: true },
    })
    return { programme: String(id), year: String(fiscalYear(today)), amount: '1', note: '当初予算' }
  },
  async round() {
    const row = { budgetId: await fresh.budget(), method: 'lot', seed: 'x', result: [] }
    return (await db.subsidyRound.create({ data: row, select: { id: true } })).id
  },
  /** An application of the association with all its papers. */
  async application(state: Parameters<typeof ready>[1]) {
    const { id } = await ready({ town: { association: home } }, state)
    return `/subsidies/applications/${id}`
  },
  /** The documents of an application; the last one of them applies only to some. */
  async document(state: Parameters<typeof ready>[1]) {
    const { id } = await ready({ town: { association: home } }, state)
    const where = { applicationId: id, name: '耐震診断報告書' }
    lastDocument = (await db.subsidyDocument.findFirstOrThrow({ where, select: { id: true } })).id
    return `/subsidies/applications/${id}/documents`
  },
  /** A file of an application. */
  async paper(state: Parameters<typeof ready>[1]) {
    await fresh.document(state)
    const key = `subsidies/${randomUUID()}`
    await putFile(key, Buffer.from('%PDF-'))
    const about = { name: 'a.pdf', type: 'application/pdf', size: 5, hash: 'x'.repeat(64) }
    const { id } = await db.subsidyFile.create({ data: { ...about, key, documentId: lastDocument } })
    return `/subsidies/applications/files/${id}/a.pdf`
  },
  /** The page of one at the desk. */
  async onDesk(state: Parameters<typeof ready>[1]) {
    return (await fresh.application(state)).replace('/subsidies/applications/', '/desk/subsidies/')
  },
  /** One whose decision the reviewer has laid before the approver. */
  async proposed() {
    const at = await fresh.onDesk('proposed')
    const reviewer = { user: { email: 'reviewer@demo.example' } }
    const { userId } = await db.staffAppointment.findFirstOrThrow({
      where: reviewer,
      select: { userId: true },
    })
    const row = { kind: 'decision' as const, amount: 1_000_000, proposedById: userId }
    const proposal = { ...row, applicationId: Number(at.split('/').at(-1)) }
    lastProposal = (await db.subsidyProposal.create({ data: proposal, select: { id: true } })).id
    return at
  },
  /** One that was handed in, with the picture that was taken of it. */
  async handedIn() {
    const { id } = await ready({ town: { association: home } }, 'submitted')
    const snapshot = {
      title: '題',
      purpose: '',
      year: 2026,
      works: [],
      facts: {},
      lines: [],
      documents: [],
      signedBy: '会長',
    }
    await db.subsidyEvent.create({
      data: { applicationId: id, verb: 'submit', toState: 'submitted', snapshot },
    })
    return `/subsidies/applications/${id}`
  },
  /** The address of a programme's draft, which needs nothing but a press to be published. */
  async draft(state: 'draft' | 'published' = 'draft') {
    const key = `p-${randomUUID().slice(0, 8)}`
    const examples = [{ works: { w: 1000 }, facts: { otherMoney: 0 }, expected: 500 }]
    lastDraft = programmeOf({}, { key, rounding: 1, examples })
    const version = { number: 1, state, yearFrom: 2026, name: key, definition: lastDraft }
    const publishedAt = state === 'published' ? new Date() : null
    await db.subsidyProgramme.create({
      data: { key, versions: { create: { ...version, publishedAt } } },
      select: { id: true },
    })
    return `/subsidies/programmes/${key}/versions/1`
  },
  async mail() {
    const row = { recipient: 'a@people.example', subject: '件名', text: '本文', state: 'kept' as const }
    return (await db.mail.create({ data: row })).id
  },
}

const noticeForm = (over: Record<string, string> = {}): Body => ({
  association: String(home.id),
  audience: String(home.id),
  visibility: 'public',
  category: 'other',
  importance: 'normal',
  title: '題',
  body: '本文',
  submission: randomUUID(),
  intent: 'draft',
  ...over,
})

const email = () => `${randomUUID()}@people.example`

/** A population of one point, in the city of the demonstration. */
function populationFile(): FormData {
  const form = new FormData()
  form.set('name', randomUUID())
  form.set('file', new File(['緯度,経度,昼,夜\n34.8144,135.6509,10,20\n'], 'population.csv'))
  return form
}

const hallForm = (): Body => ({
  name: randomUUID(),
  reading: 'かいかん',
  associations: home.slug,
  designation: 'none',
})

/** A ledger of one hall. */
function rosterFile(): FormData {
  const form = new FormData()
  const row = `班長,木村,${randomUUID()},キムラ,ハナ,${today},${addDays(today, 90)}`
  const text = `役職,氏,名,氏の読み,名の読み,任期の始まり,任期の終わり\n${row}\n`
  form.set('file', new File([text], 'officers.csv'))
  return form
}

function hallsFile(): FormData {
  const form = new FormData()
  form.set('file', new File(['キー,名称\nx,会館\n'], 'halls.csv'))
  return form
}

/** A list of one AED, of a new source. */
function aedFile(): FormData {
  const form = new FormData()
  form.set('name', randomUUID())
  form.set('file', new File(['名称,緯度,経度,設置位置\n第一公民館,34.8,135.65,1階\n'], 'aed.csv'))
  return form
}

/** What a browser says of itself when it wants messages. */
const device = () => ({
  endpoint: `https://fcm.googleapis.com/fcm/send/${randomUUID()}`,
  p256dh: createECDH('prime256v1').generateKeys('base64url'),
  auth: randomBytes(16).toString('base64url'),
})

export type Row = {
  route: string
  /** The address, on a fresh row where it needs one; with a body it is posted to. */
  at: () => string | Promise<string>
  body?: () => Body | Promise<Body>
  /** Statuses in the order of the heads below */
  answers: string
}

/** The desk's page of a post that was reported, or hidden. */
const reportedPost = async () => {
  const { matter, report } = await aReport()
  lastReport = report
  return `/desk/moderation/matter/${matter}`
}
const hiddenPost = async (appealed = false) => {
  const { matter, hiding } = await aHiding({ appealed })
  lastHiding = hiding
  return `/desk/moderation/matter/${matter}`
}
const ofTheChair = async () =>
  (await db.user.findUniqueOrThrow({ where: { email: 'chair@demo.example' }, select: { id: true } })).id

/** The survey that was made last, of the association at home. */
let lastSurvey: Awaited<ReturnType<typeof aSurvey>>
const survey = async (given: Partial<Parameters<typeof aSurvey>[0]> = {}) => {
  lastSurvey = await aSurvey({ associationId: home.id, ...given })
  return `/surveys/${lastSurvey.id}`
}
const forAll = { reach: 'all', unit: 'person' } as const
/** A free text of the survey that is over, as the form of its review names it. */
let lastText = ''
const overSurvey = async (anonymous = true) => {
  const path = await survey({ anonymous })
  lastText = await answeredAndOver(lastSurvey, anonymous)
  return path
}
const surveyLink = async () => {
  await survey(forAll)
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + 86_400_000)
  await db.surveyLink.create({
    data: { surveyId: lastSurvey.id, tokenHash: hashToken(token), voterKey: token, expiresAt },
  })
  return `/s/${token}`
}
/** A household that has handed in a sheet of the last survey. */
let lastHousehold = 0
const surveyWithHousehold = async (anonymous = true) => {
  const at = await survey({ anonymous })
  lastHousehold = (await aHousehold(home.id, 0)).id
  return at
}
const surveyFields = () => ({
  association: String(home.id),
  audience: String(home.id),
  title: '題',
  purpose: '使い道',
  reach: 'members',
  unit: 'household',
  anonymous: 'yes',
  opensOn: today,
  closesOn: addDays(today, 5),
})
const QUESTION = { kind: 'single', label: '問い', options: 'はい\nいいえ', version: '1' }

/** The last question or outcome of a talk. */
let lastTalkRow = 0
const publishedTalk = () => aTalk(home.id, { state: 'held', minutes: '決めた', minutesAt: new Date() })
const talkForm = () => ({
  association: String(home.id),
  audience: String(home.id),
  title: '会',
  startsAt: `${addDays(today, 30)}T10:00`,
  endsAt: `${addDays(today, 30)}T12:00`,
  place: '会館',
})
/** What the officers of the association that hosts may read, of something everybody knows of */
const ofHost = '302 403 200 200 403 403 403 403 403 403'
/** What is asked of the city: those who route, and no section that it is not with. */
const ofCity = '302 403 403 403 403 403 200 200 403 403'
const byCity = '302 403 403 403 403 403 302 302 403 403'

const all = (status: number) => roles.map(() => status).join(' ')
const here = () => `/associations/${home.slug}`
/** The page of a decision of the association in a state. */
const decision = async (state: 'draft' | 'voting' | 'consenting' | 'checking' = 'voting') => {
  lastDecision = await aResolution(home.id, { state })
  return `${here()}/resolutions/${lastDecision.id}`
}
/** A decision in which the chair votes. */
const asked = async (state: 'voting' | 'consenting' = 'voting') => {
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { email: 'chair@demo.example' } })
  lastDecision = await aResolution(home.id, { state, userId })
  return lastDecision
}
let lastDecision = { id: 0, item: 0, voter: 0, token: '' }

/**
 * What each answers:  guest resident chair secretary otherchair council reviewer approver centre admin
 * 302 for a guest leads to the sign-in page; 403 says no; 404 does not say that there is anything.
 */
// biome-ignore format: read as a table
export const loads: Row[] = [
  { route: 'api.v1.notices._index', at: () => '/api/v1/notices?limit=2', answers: all(200) },
  { route: 'api.v1.notices.$id', at: async () => `/api/v1/notices/${await makeNotice(home)}`, answers: all(200) },
  { route: 'api.v1.notices.$id', at: async () => `/api/v1/notices/${await makeNotice(home, { visibility: 'members' })}`, answers: all(404) },
  { route: 'api.v1.associations._index', at: () => '/api/v1/associations', answers: all(200) },
  { route: 'api.v1.associations.$slug', at: () => `/api/v1/associations/${home.slug}`, answers: all(200) },
  { route: 'api.v1.districts', at: () => '/api/v1/districts', answers: all(200) },
  { route: 'api.v1.openings._index', at: () => '/api/v1/openings', answers: all(200) },
  { route: 'api.v1.openings.$id', at: async () => `/api/v1/openings/${await anOpening(home.id)}`, answers: all(200) },
  { route: 'api.v1.openings.$id', at: async () => `/api/v1/openings/${await anOpening(home.id, { state: 'draft' })}`, answers: all(404) },
  { route: 'api.v1.aeds._index', at: () => '/api/v1/aeds?limit=2', answers: all(200) },
  { route: 'api.v1.aeds.$id', at: async () => `/api/v1/aeds/${(await db.aed.findFirstOrThrow({ where: { condition: 'in_service' } })).id}`, answers: all(200) },
  { route: 'api.v1.places._index', at: () => '/api/v1/places', answers: all(200) },
  { route: 'api.v1.places.$id', at: async () => `/api/v1/places/${(await aPlace({ associationId: home.id })).place}`, answers: all(200) },
  { route: 'api.v1.places.$id', at: async () => `/api/v1/places/${(await aPlace({ associationId: home.id }, 'draft')).place}`, answers: all(404) },
  { route: 'api.v1.programmes._index', at: () => '/api/v1/programmes', answers: all(200) },
  { route: 'api.v1.programmes.$key', at: () => '/api/v1/programmes/hirakata-hall', answers: all(200) },
  { route: 'api.v1.indicators', at: () => '/api/v1/indicators', answers: all(200) },
  { route: 'api.v1.matters', at: () => '/api/v1/matters', answers: all(200) },
  { route: 'api.v1.talks._index', at: () => '/api/v1/talks', answers: all(200) },
  { route: 'api.v1.talks.$id', at: async () => `/api/v1/talks/${await aTalk(home.id)}`, answers: all(200) },
  { route: 'api.v1.talks.$id', at: async () => `/api/v1/talks/${await aTalk(home.id, { state: 'draft' })}`, answers: all(404) },
  { route: 'api.v1.openapi[.]json', at: () => '/api/v1/openapi.json', answers: all(200) },
  { route: 'api.$', at: () => '/api/v2/notices', answers: all(404) },
  { route: 'sitemap[.]xml', at: () => '/sitemap.xml', answers: all(200) },
  { route: 'sitemap.$part', at: () => '/sitemap/notices-1.xml', answers: all(200) },
  { route: 'robots[.]txt', at: () => '/robots.txt', answers: all(200) },
  { route: 'openings[.]rss', at: () => '/openings.rss', answers: all(200) },
  { route: 'volunteering[.]ics', at: () => '/volunteering.ics', answers: all(200) },
  { route: 'developers', at: () => '/developers', answers: all(200) },
  { route: 'offline', at: () => '/offline', answers: all(200) },
  { route: '_index', at: () => '/', answers: all(200) },
  { route: 'volunteering_.sessions.$session.desk', at: async () => `${await fresh.desk()}/desk`, answers: '302 404 200 200 404 404 404 404 200 404' },
  { route: 'volunteering_.sessions.$session.desk', at: async () => { const key = randomUUID(); return `${await fresh.desk(key)}/desk?key=${key}` }, answers: all(200) },
  { route: 'volunteering_.sessions.$session.marks', at: async () => `${await fresh.desk()}/marks`, answers: '302 404 200 200 404 404 404 404 200 404' },
  { route: 'volunteering_.sessions.$session.day', at: async () => `${await fresh.desk()}/day`, answers: '302 404 200 200 404 404 404 404 200 404' },
  { route: 'volunteering_.sessions.$session.sheet[.]pdf', at: async () => `${await fresh.desk()}/sheet.pdf`, answers: all(302) },
  { route: 'volunteering_.sessions.$session.emergency[.]pdf', at: async () => `${await fresh.desk()}/emergency.pdf`, answers: all(302) },
  { route: 'desk_.volunteering.insurance', at: () => '/desk/volunteering/insurance', answers: '302 403 403 403 403 403 403 403 200 403' },
  { route: 'desk_.volunteering.insurance[.]csv', at: () => '/desk/volunteering/insurance.csv', answers: all(302) },
  { route: 'volunteering_.sessions_.$session_.apply', at: async () => `/volunteering/sessions/${(await fresh.applied()).session}/apply`, answers: all(200) },
  { route: 'volunteering_.mine', at: () => '/volunteering/mine', answers: `200 302 ${roles.slice(2).map(() => 200).join(' ')}` },
  { route: 'volunteering_.mine_.$key', at: async () => `/volunteering/mine/${(await fresh.applied()).key}`, answers: all(200) },
  { route: 'volunteering_.mine_.$key', at: () => `/volunteering/mine/${randomUUID()}`, answers: all(404) },
  { route: 'volunteering_.mine_.$key_.details', at: async () => `/volunteering/mine/${(await fresh.applied()).key}/details`, answers: all(200) },
  { route: 'volunteering_.mine_.$key_.people_.$member', at: async () => { const { key, member } = await fresh.applied(); return `/volunteering/mine/${key}/people/${member}` }, answers: all(200) },
  { route: 'volunteering_.mine_.$key_.people_.$member', at: async () => { const { member } = await fresh.applied(); return `/volunteering/mine/${(await fresh.applied()).key}/people/${member}` }, answers: all(404) },
  { route: 'volunteering_.mine_.$key_.people_.$member_.sheet[.]pdf', at: async () => { const { key, member } = await fresh.applied(); return `/volunteering/mine/${key}/people/${member}/sheet.pdf` }, answers: all(200) },
  { route: 'volunteering_.friends_.$token', at: async () => `/volunteering/friends/${(await fresh.applied()).friend}`, answers: all(200) },
  { route: 'consent.$token', at: async () => `/consent/${(await fresh.applied()).token}`, answers: all(200) },
  { route: 'consent.$token', at: () => '/consent/x', answers: all(404) },
  { route: 'volunteering_.$id_.questions', at: async () => `/volunteering/${(await fresh.applied()).place}/questions`, answers: all(200) },
  { route: 'volunteering_.concern', at: () => '/volunteering/concern', answers: all(200) },
  { route: 'volunteering_.host_.$place_.people', at: async () => `/volunteering/host/${(await fresh.applied()).place}/people`, answers: '302 404 200 200 404 404 404 404 200 404' },
  { route: 'volunteering_.host_.$place_.questions', at: async () => `/volunteering/host/${(await fresh.applied()).place}/questions`, answers: '302 404 200 200 404 404 404 404 200 404' },
  { route: 'desk_.volunteering_.applications', at: () => '/desk/volunteering/applications', answers: '302 403 403 403 403 403 403 403 200 403' },
  { route: 'desk_.volunteering_.applications_.$id', at: async () => `/desk/volunteering/applications/${(await fresh.applied()).application}`, answers: '302 403 403 403 403 403 403 403 200 403' },
  { route: 'desk_.volunteering_.applications_.$id_.sheet[.]pdf', at: async () => `/desk/volunteering/applications/${(await fresh.applied()).application}/sheet.pdf`, answers: all(302) },
  { route: 'desk_.volunteering_.questions', at: () => '/desk/volunteering/questions', answers: '302 403 403 403 403 403 403 403 200 403' },
  { route: 'desk_.volunteering_.concerns', at: () => '/desk/volunteering/concerns', answers: '302 403 403 403 403 403 403 403 200 403' },
  { route: 'desk_.volunteering_.concerns_.$id', at: async () => `/desk/volunteering/concerns/${(await fresh.applied()).concern}`, answers: '302 403 403 403 403 403 403 403 200 403' },
  { route: 'volunteering_.mine_.$key_.record', at: async () => `${(await fresh.came()).at}/record`, answers: all(200) },
  { route: 'volunteering_.mine_.$key_.record', at: () => '/volunteering/mine/account/record', answers: '302 200 404 404 404 404 404 404 404 404' },
  { route: 'volunteering_.mine_.$key_.record', at: () => `/volunteering/mine/${randomUUID()}/record`, answers: all(404) },
  { route: 'volunteering_.mine_.$key_.record[.]pdf', at: async () => `${(await fresh.came()).at}/record.pdf`, answers: all(200) },
  { route: 'volunteering_.mine_.$key_.reflection', at: async () => { const { at, member } = await fresh.came(); return `${at}/reflection?member=${member}` }, answers: all(200) },
  { route: 'volunteering_.mine_.$key_.certificates.$member[.]pdf', at: async () => { const { at, member } = await fresh.came(true); return `${at}/certificates/${member}.pdf` }, answers: all(200) },
  { route: 'certificates._index', at: () => '/certificates', answers: all(200) },
  { route: 'certificates.$code', at: async () => `/certificates/${(await fresh.came(true)).certificate}`, answers: all(200) },
  { route: 'certificates.$code', at: () => '/certificates/ABCDEFGHJKMN', answers: all(404) },
  { route: 'associations_.$slug.helpers', at: () => `${here()}/helpers`, answers: '302 403 200 200 403 403 403 403 403 403' },
  { route: '$', at: () => '/nothing/here', answers: all(404) },
  { route: 'about', at: () => '/about', answers: all(200) },
  { route: 'privacy', at: () => '/privacy', answers: all(200) },
  { route: 'accessibility', at: () => '/accessibility', answers: all(200) },
  { route: 'language', at: () => '/language', answers: all(302) },
  { route: 'place', at: () => '/place', answers: all(200) },
  { route: 'notices._index', at: () => '/notices', answers: all(200) },
  { route: 'notices[.]rss', at: () => '/notices.rss', answers: all(200) },
  { route: 'notices[.]ics', at: () => '/notices.ics', answers: all(200) },
  { route: 'notices.$id', at: async () => `/notices/${await fresh.notice('published')}`, answers: all(200) },
  { route: 'notices.$id', at: async () => `/notices/${await fresh.notice('published', 'members')}`, answers: '404 200 200 200 404 200 404 404 404 404' },
  { route: 'notices.$id', at: async () => `/notices/${await fresh.notice('draft')}`, answers: '404 404 200 200 404 200 404 404 404 404' },
  { route: 'notices.$id', at: async () => `/notices/${await fresh.notice('published', 'officers')}`, answers: '404 404 200 200 404 200 404 404 404 404' },
  { route: 'notices.$id', at: async () => `/notices/${await fresh.notice('awaiting_approval')}`, answers: '404 404 200 200 404 200 404 404 404 404' },
  { route: 'notices.$id_.approve', at: async () => `/notices/${await fresh.notice('awaiting_approval')}/approve`, answers: '302 404 200 200 404 200 404 404 404 404' },
  { route: 'notices.$id_.pass-on', at: async () => `/notices/${await fresh.fromTheCity()}/pass-on`, answers: '302 404 200 200 200 200 404 404 404 404' },
  { route: 'notices.start', at: () => '/notices/start', answers: '302 403 200 200 200 200 200 200 403 403' },
  { route: 'notices.new', at: () => '/notices/new', answers: '302 403 200 200 200 200 200 200 403 403' },
  { route: 'notices.new', at: async () => `/notices/new?copy=${await fresh.notice('published')}`, answers: '302 403 200 200 404 200 404 404 403 403' },
  { route: 'notices.$id_.edit', at: async () => `/notices/${await fresh.notice('draft')}/edit`, answers: '302 404 200 200 404 200 404 404 404 404' },
  { route: 'notices.$id_.print', at: async () => `/notices/${await fresh.notice('published')}/print`, answers: all(200) },
  { route: 'notices.$id_.print', at: async () => `/notices/${await fresh.notice('published', 'members')}/print`, answers: '404 200 200 200 404 200 404 404 404 404' },
  { route: 'notices.$id_.sheet', at: async () => `/notices/${await fresh.notice('published')}/sheet?group=${await fresh.group()}`, answers: '302 403 200 200 404 200 403 403 403 403' },
  { route: 'notices.$id_.tally', at: async () => `/notices/${await fresh.notice('published')}/tally`, answers: '302 403 200 200 404 200 403 403 403 403' },
  { route: 'associations_.$slug.circular', at: () => `${here()}/circular`, answers: '302 403 200 200 403 200 403 403 403 403' },
  { route: 'associations_.$slug.circulars_.$number._index', at: async () => `${here()}/circulars/${await fresh.circular()}`, answers: '302 403 200 200 403 200 403 403 403 403' },
  { route: 'associations_.$slug.circulars_.$number.print', at: async () => `${here()}/circulars/${await fresh.circular()}/print`, answers: '302 403 200 200 403 200 403 403 403 403' },
  { route: 'associations_.$slug.circulars_.$number.tally', at: async () => `${here()}/circulars/${await fresh.circular()}/tally`, answers: '302 403 200 200 403 200 403 403 403 403' },
  { route: 'notices.$id_.withdraw', at: async () => `/notices/${await fresh.notice('published')}/withdraw`, answers: '302 404 200 200 404 200 404 404 404 404' },
  { route: 'notices.$id_.delete', at: async () => `/notices/${await fresh.notice('draft')}/delete`, answers: all(302) },
  { route: 'notices.$id_.confirm', at: async () => `/notices/${await makeNotice(home)}/confirm`, answers: all(302) },
  { route: 'notices.$id_.confirmations', at: async () => `/notices/${await makeNotice(home)}/confirmations`, answers: '302 403 200 200 404 200 403 403 403 403' },
  { route: 'notices.$id_.confirmations[.]csv', at: async () => `/notices/${await makeNotice(home)}/confirmations.csv`, answers: '302 403 200 200 404 200 403 403 403 403' },
  { route: 'household', at: () => '/household', answers: `302 ${roles.slice(1).map(() => 200).join(' ')}` },
  { route: 'associations_.$slug.households', at: () => `${here()}/households`, answers: '302 403 200 200 403 200 403 403 403 403' },
  { route: 'associations_.$slug.households[.]csv', at: () => `${here()}/households.csv`, answers: '302 403 200 200 403 200 403 403 403 403' },
  { route: 'associations_.$slug.households_.slips', at: () => `${here()}/households/slips`, answers: '302 403 200 200 403 200 403 403 403 403' },
  { route: 'associations_.$slug.households_.$id', at: async () => `${here()}/households/${await household(home)}`, answers: '302 403 200 200 404 200 403 403 403 403' },
  { route: 'associations_.$slug.duties', at: () => `${here()}/duties`, answers: '302 200 200 200 403 200 200 403 403 200' },
  { route: 'associations_.$slug.duties_.$id', at: async () => `${here()}/duties/${await fresh.duty()}`, answers: '302 404 200 200 404 200 404 404 404 404' },
  { route: 'notices.$id_.event[.]ics', at: async () => `/notices/${(await fresh.event()).id}/event.ics`, answers: all(200) },
  { route: 'notices.$id_.answer', at: async () => `/notices/${(await fresh.event()).id}/answer`, answers: all(200) },
  { route: 'notices.$id_.answers', at: async () => `/notices/${(await fresh.event()).id}/answers`, answers: '302 404 200 200 404 200 404 404 404 404' },
  { route: 'notices.$id_.answers[.]csv', at: async () => `/notices/${(await fresh.event()).id}/answers.csv`, answers: '302 404 200 200 404 200 404 404 404 404' },
  { route: 'notices.$id_.attendance', at: async () => `/notices/${(await fresh.event()).id}/attendance`, answers: '302 404 200 200 404 200 404 404 404 404' },
  { route: 'notices.$id_.translations', at: async () => `/notices/${await fresh.notice('published')}/translations`, answers: '302 404 200 200 404 200 404 404 404 404' },
  { route: 'notices.$id_.translations_.$language', at: async () => `/notices/${await fresh.notice('published')}/translations/ja_easy`, answers: '302 404 200 200 404 200 404 404 404 404' },
  { route: 'notices.$id_.translations_.$language', at: async () => `/notices/${await fresh.notice('published')}/translations/fr`, answers: all(404) },
  { route: 'plain', at: () => '/plain', answers: all(200) },
  { route: 'subsidies._index', at: () => '/subsidies', answers: all(200) },
  {
    route: 'subsidies.programmes.$key',
    at: () => '/subsidies/programmes/hirakata-hall',
    answers: all(200),
  },
  { route: 'subsidies.granted', at: () => '/subsidies/granted?year=2026&scheme=hirakata-hall', answers: all(200) },
  { route: 'subsidies.granted[.]csv', at: () => '/subsidies/granted.csv', answers: all(200) },
  { route: 'subsidies.granted[.]json', at: () => '/subsidies/granted.json?district=1', answers: all(200) },
  { route: 'subsidies.applications._index', at: () => '/subsidies/applications', answers: '302 403 200 200 200 200 403 403 403 403' },
  { route: 'subsidies.applications.$id', at: async () => `${await fresh.application('draft')}`, answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id', at: async () => `${await fresh.application('submitted')}`, answers: '302 404 200 200 404 404 200 200 404 404' },
  { route: 'subsidies.applications.new', at: () => '/subsidies/applications/new?programme=hirakata-hall', answers: '302 403 200 200 200 200 403 403 403 403' },
  { route: 'subsidies.applications.$id_.plan', at: async () => `${await fresh.application('draft')}/plan`, answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.questions', at: async () => `${await fresh.application('draft')}/questions`, answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.costs', at: async () => `${await fresh.application('draft')}/costs`, answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.documents', at: async () => `${await fresh.application('draft')}/documents`, answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.plan', at: async () => `${await fresh.application('reviewing')}/plan`, answers: '302 404 200 200 404 404 403 403 404 404' },
  { route: 'subsidies.applications.files.$file.$name', at: () => fresh.paper('draft'), answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'subsidies.applications.files.$file.$name', at: () => fresh.paper('submitted'), answers: '302 404 200 200 404 404 200 200 404 404' },
  { route: 'subsidies.applications.$id_.check', at: async () => `${await fresh.application('draft')}/check`, answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.check', at: async () => `${await fresh.application('reviewing')}/check`, answers: '302 404 200 200 404 404 200 200 404 404' },
  { route: 'subsidies.applications.$id_.copy[.]pdf', at: async () => `${await fresh.handedIn()}/copy.pdf`, answers: '302 404 200 200 404 404 200 200 404 404' },
  { route: 'subsidies.applications.$id_.copy[.]pdf', at: async () => `${await fresh.application('submitted')}/copy.pdf`, answers: '302 404 404 404 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.consult', at: async () => `${await fresh.application('draft')}/consult`, answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.consult', at: async () => `${await fresh.application('decided')}/consult`, answers: '302 404 302 302 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.corrections', at: async () => `${await fresh.application('correcting')}/corrections`, answers: '302 404 200 200 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.start', at: async () => `${await fresh.application('decided')}/start`, answers: '302 404 200 200 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.change', at: async () => `${await fresh.application('started')}/change`, answers: '302 404 200 200 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.report', at: async () => `${await fresh.application('started')}/report`, answers: '302 404 200 200 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.claim', at: async () => `${await fresh.application('finalised')}/claim`, answers: '302 404 200 200 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.withdraw', at: async () => `${await fresh.application('submitted')}/withdraw`, answers: '302 404 200 200 404 404 403 403 404 404' },
  { route: 'subsidies.applications_.$id_.letters.$letter', at: () => fresh.letter(), answers: '302 404 200 200 404 404 200 200 404 404' },
  { route: 'subsidies.applications_.$id_.letters.$letter[.]pdf', at: async () => `${await fresh.letter()}.pdf`, answers: '302 404 200 200 404 404 200 200 404 404' },
  { route: 'desk_.subsidies', at: () => '/desk/subsidies?view=all&order=due', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'desk_.subsidies_.$id', at: () => fresh.onDesk('submitted'), answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'desk_.subsidies_.$id', at: () => fresh.onDesk('draft'), answers: '302 403 403 403 403 403 404 404 403 403' },
  { route: 'desk_.subsidies_.$id_.$act', at: async () => `${await fresh.onDesk('reviewing')}/propose`, answers: '302 403 403 403 403 403 200 403 403 403' },
  { route: 'desk_.subsidies_.$id_.$act', at: async () => `${await fresh.onDesk('reviewing')}/pay`, answers: '302 403 403 403 403 403 409 403 403 403' },
  { route: 'desk_.subsidies_.$id_.$act', at: async () => `${await fresh.onDesk('reviewing')}/note`, answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'desk_.subsidies_.$id_.$act', at: async () => `${await fresh.proposed()}/decide`, answers: '302 403 403 403 403 403 403 200 403 403' },
  { route: 'desk_.subsidies_.$id_.$act', at: async () => `${await fresh.onDesk('reviewing')}/no-such`, answers: all(404) },
  { route: 'desk_.subsidies_.letters._index', at: () => '/desk/subsidies/letters', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'desk_.subsidies_.letters.$programme._index', at: () => '/desk/subsidies/letters/hirakata-hall', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'desk_.subsidies_.letters.$programme_.$letter', at: () => '/desk/subsidies/letters/hirakata-hall/decision', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'desk_.subsidies_.letters.$programme_.$letter_.sample[.]pdf', at: () => '/desk/subsidies/letters/hirakata-hall/decision/sample.pdf', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'subsidies.estimate', at: () => '/subsidies/estimate', answers: all(200) },
  { route: 'subsidies.estimate_.result', at: () => `/subsidies/estimate/result?${ESTIMATE}`, answers: all(200) },
  { route: 'subsidies.estimate', at: async () => `/subsidies/estimate?${ESTIMATE}&hall=${await fresh.hall()}`, answers: all(200) },
  { route: 'subsidies.estimate[.]pdf', at: () => `/subsidies/estimate.pdf?${ESTIMATE}`, answers: all(302) },
  { route: 'subsidies.revision', at: () => '/subsidies/revision?a-rate-renovation=1/2', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'subsidies.revision[.]csv', at: () => '/subsidies/revision.csv?part=halls', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'subsidies.estimate[.]ics', at: () => `/subsidies/estimate.ics?${ESTIMATE}`, answers: all(200) },
  { route: 'calendar', at: () => '/calendar', answers: all(200) },
  { route: 'household_.events[.]ics', at: () => '/household/events.ics?key=x', answers: all(404) },
  { route: 'household_.calendar', at: () => '/household/calendar', answers: `302 ${roles.slice(1).map(() => 200).join(' ')}` },
  { route: 'associations_.$slug.events[.]ics', at: () => `${here()}/events.ics`, answers: all(200) },
  { route: 'attachments.$id.$name', at: async () => `/attachments/${await fresh.attachment()}/a.pdf`, answers: '404 200 200 200 404 200 404 404 404 404' },
  { route: 'desk', at: () => '/desk', answers: '302 403 200 200 200 200 200 200 403 403' },
  { route: 'aeds._index', at: () => '/aeds', answers: all(200) },
  { route: 'aeds._index', at: () => '/aeds?q=楠葉&now=1&placeless=1', answers: all(200) },
  { route: 'aeds[.]csv', at: () => '/aeds.csv?encoding=sjis', answers: all(200) },
  { route: 'manifest[.]webmanifest', at: () => '/manifest.webmanifest', answers: all(200) },
  // This city has no colours of its own; tests/second-city.test.ts asks one that has.
  { route: 'city[.]css', at: () => '/city.css', answers: all(404) },
  { route: 'aeds[.]csv', at: () => '/aeds.csv?box=1,2', answers: all(404) },
  { route: 'aeds[.]geojson', at: () => '/aeds.geojson?box=135.5,34.7,135.8,34.9', answers: all(200) },
  { route: 'aeds.map[.]json', at: () => '/aeds/map.json?box=135.5,34.7,135.8,34.9&zoom=12', answers: all(200) },
  { route: 'aeds.map[.]json', at: () => '/aeds/map.json?layer=shelters', answers: all(200) },
  { route: 'aeds.map[.]json', at: () => '/aeds/map.json?layer=secrets', answers: all(404) },
  { route: 'aeds.nearest', at: () => '/aeds/nearest?town=楠葉花園町', answers: all(200) },
  { route: 'aeds.nearest[.]json', at: () => '/aeds/nearest.json', answers: all(200) },
  { route: 'aeds.$id', at: async () => `/aeds/${await fresh.keptAed()}`, answers: all(200) },
  { route: 'aeds.$id', at: () => '/aeds/999999999', answers: all(404) },
  { route: 'aeds.$id_.edit', at: async () => `/aeds/${await fresh.keptAed()}/edit`, answers: '302 403 200 200 403 200 200 403 403 403' },
  { route: 'aeds.new', at: () => '/aeds/new', answers: '302 403 200 200 200 200 200 403 403 403' },
  { route: 'aeds.$id_.check', at: async () => `/aeds/${await fresh.keptAed()}/check`, answers: '302 403 200 200 403 200 200 403 403 403' },
  { route: 'aeds.$id_.upkeep', at: async () => `/aeds/${await fresh.keptAed()}/upkeep`, answers: '302 403 200 200 403 200 200 403 403 403' },
  { route: 'aeds.$id_.upkeep', at: async () => `/aeds/${await fresh.keptAed()}/upkeep?do=remove`, answers: '302 403 200 200 403 200 200 403 403 403' },
  { route: 'aeds.$id_.upkeep_.sheet', at: async () => `/aeds/${await fresh.keptAed()}/upkeep/sheet`, answers: '302 403 200 200 403 200 200 403 403 403' },
  { route: 'aeds.$id_.label', at: async () => `/aeds/${await fresh.keptAed()}/label`, answers: '302 403 200 200 403 200 200 403 403 403' },
  { route: 'aeds.$id_.report', at: async () => `/aeds/${await fresh.keptAed()}/report`, answers: all(200) },
  { route: 'aeds.$id_.reports_.$report', at: () => fresh.aedReport(), answers: '302 403 200 200 403 200 200 403 403 403' },
  { route: 'aeds.$id_.reports_.$report_.photo', at: async () => `${await fresh.aedReport()}/photo`, answers: '302 403 200 200 403 200 200 403 403 403' },
  { route: 'aeds.import._index', at: () => '/aeds/import', answers: '302 403 403 403 403 403 200 403 403 200' },
  { route: 'aeds.import_.$id._index', at: async () => `/aeds/import/${await fresh.aedImport()}`, answers: '302 403 403 403 403 403 200 403 403 200' },
  { route: 'aeds.import_.$id.report[.]csv', at: async () => `/aeds/import/${await fresh.aedImport()}/report.csv`, answers: '302 403 403 403 403 403 200 403 403 200' },
  { route: 'aeds.placement._index', at: () => '/aeds/placement?walk=500&by=score&rate=2/3', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'aeds.placement[.]csv', at: () => '/aeds/placement.csv', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'aeds.placement[.]geojson', at: () => '/aeds/placement.geojson?sites=3', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'aeds.placement.population._index', at: () => '/aeds/placement/population', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'aeds.placement.population.$id', at: async () => `/aeds/placement/population/${await fresh.population()}`, answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'aeds.box.$code', at: async () => `/aeds/box/${(await db.aed.findUniqueOrThrow({ where: { id: await fresh.keptAed() } })).boxCode}`, answers: all(302) },
  { route: 'aeds.box.$code', at: () => '/aeds/box/nothing', answers: all(404) },
  { route: 'aeds.keeper.$token', at: () => '/aeds/keeper/x', answers: all(410) },
  { route: 'desk_.aeds', at: () => '/desk/aeds', answers: '302 403 200 200 200 200 200 403 403 403' },
  { route: 'desk_.aeds[.]csv', at: () => '/desk/aeds.csv', answers: '302 403 200 200 200 200 200 403 403 403' },
  { route: 'subsidies.programmes._index', at: () => '/subsidies/programmes', answers: all(200) },
  { route: 'subsidies.programmes.new', at: () => '/subsidies/programmes/new', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'subsidies.programmes.import', at: () => '/subsidies/programmes/import', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'subsidies.programmes.$key[.]json', at: () => '/subsidies/programmes/hirakata-hall.json', answers: all(200) },
  { route: 'subsidies.programmes.$key[.]json', at: async () => `${(await fresh.draft()).replace('/versions/1', '.json')}?version=1`, answers: '404 404 404 404 404 404 200 200 404 404' },
  { route: 'subsidies.programmes.$key_.versions._index', at: () => '/subsidies/programmes/hirakata-hall/versions', answers: all(200) },
  { route: 'subsidies.programmes.$key_.versions._index', at: async () => (await fresh.draft()).replace('/1', ''), answers: '404 404 404 404 404 404 200 200 404 404' },
  { route: 'subsidies.programmes.$key_.versions.$number._index', at: () => '/subsidies/programmes/hirakata-hall/versions/1', answers: all(200) },
  { route: 'subsidies.programmes.$key_.versions.$number._index', at: () => fresh.draft(), answers: '404 404 404 404 404 404 200 200 404 404' },
  { route: 'subsidies.programmes.$key_.versions.$number.compare', at: () => '/subsidies/programmes/hirakata-hall/versions/1/compare?with=1', answers: all(200) },
  { route: 'subsidies.programmes.$key_.versions.$number.compare', at: async () => `${await fresh.draft()}/compare`, answers: '404 404 404 404 404 404 200 200 404 404' },
  { route: 'subsidies.programmes.$key_.versions.$number.edit.$part', at: async () => `${await fresh.draft()}/edit/work-w`, answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'subsidies.programmes.$key_.versions.$number.json', at: async () => `${await fresh.draft()}/json`, answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'subsidies.programmes.$key_.versions.$number.examples._index', at: async () => `${await fresh.draft()}/examples`, answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'subsidies.programmes.$key_.versions.$number.examples._index', at: async () => `${await fresh.draft('published')}/examples`, answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'subsidies.programmes.$key_.versions.$number.examples.row', at: async () => `${await fresh.draft()}/examples/row?row=0`, answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'halls._index', at: () => '/halls?q=楠葉', answers: all(200) },
  { route: 'halls.$id', at: async () => `/halls/${await fresh.hall()}`, answers: all(200) },
  { route: 'halls.new', at: () => '/halls/new', answers: '302 403 200 200 200 200 200 403 403 403' },
  { route: 'halls.$id_.edit', at: async () => `/halls/${await fresh.hall()}/edit`, answers: '302 403 200 200 403 200 200 403 403 403' },
  { route: 'halls.$id_.diagnoses.$diagnosis', at: async () => `/halls/${await fresh.hall()}/diagnoses/new`, answers: '302 403 200 200 403 200 200 403 403 403' },
  { route: 'halls.$id_.works.$work', at: async () => `/halls/${await fresh.hall()}/works/new`, answers: '302 403 200 200 403 200 200 403 403 403' },
  { route: 'halls.$id_.files', at: async () => `/halls/${await fresh.hall()}/files`, answers: '302 403 200 200 403 200 200 403 403 403' },
  { route: 'halls.files.$id.$name', at: async () => `/halls/files/${(await fresh.hallFile()).id}/a.jpg`, answers: '404 404 200 200 404 200 200 200 404 404' },
  { route: 'halls.files.$id.$name', at: async () => `/halls/files/${(await fresh.hallFile(true)).id}/a.jpg`, answers: all(200) },
  { route: 'desk_.halls', at: () => '/desk/halls', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'desk_.halls[.]csv', at: () => '/desk/halls.csv', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'desk_.halls_.import', at: () => '/desk/halls/import', answers: '302 403 403 403 403 403 200 403 403 403' },
  { route: 'desk_.subsidies_.budgets', at: () => '/desk/subsidies/budgets', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'desk_.subsidies_.budgets_.$id', at: async () => `/desk/subsidies/budgets/${await fresh.budget()}`, answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'desk_.subsidies_.budgets_.$id', at: async () => `/desk/subsidies/budgets/${await fresh.budget()}?view=applications`, answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'desk_.subsidies_.budgets_.$id_.carry', at: async () => `/desk/subsidies/budgets/${await fresh.budget()}/carry`, answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'desk_.subsidies_.budgets_.$id_.round', at: async () => `/desk/subsidies/budgets/${await fresh.budget()}/round`, answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'indicators._index', at: () => '/indicators', answers: all(200) },
  { route: 'indicators._index', at: () => '/indicators?year=2025', answers: all(200) },
  { route: 'indicators.$key', at: () => '/indicators/volunteer_experience?year=2025', answers: all(200) },
  { route: 'indicators.$key', at: () => '/indicators/nothing', answers: all(404) },
  { route: 'indicators.$key', at: () => '/indicators/volunteer_experience?year=2024', answers: all(404) },
  { route: 'indicators.sheet', at: () => '/indicators/sheet', answers: all(200) },
  { route: 'indicators[.]csv', at: () => '/indicators.csv', answers: all(200) },
  { route: 'indicators.$key_.enter', at: () => '/indicators/volunteer_experience/enter', answers: '302 403 403 403 403 403 200 200 200 403' },
  { route: 'indicators.$key_.enter', at: () => '/indicators/peace_events/enter', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'indicators.$key_.enter', at: () => '/indicators/nothing/enter', answers: '302 403 403 403 403 403 404 404 403 403' },
  { route: 'desk_.indicators', at: () => '/desk/indicators', answers: '302 403 403 403 403 403 200 200 200 403' },
  { route: 'desk_.indicators_.new', at: () => '/desk/indicators/new', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'desk_.indicators_.$key', at: () => '/desk/indicators/peace_events', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'help', at: () => '/help', answers: all(200) },
  { route: 'help_.$id', at: async () => `/help/${await aService()}`, answers: all(200) },
  { route: 'help_.$id', at: async () => `/help/${await aService('draft')}`, answers: all(404) },
  { route: 'help_.print', at: () => '/help/print', answers: all(200) },
  { route: 'help_.copy', at: () => '/help/copy', answers: all(200) },
  { route: 'desk_.help', at: () => '/desk/help?due=1', answers: '302 403 403 403 403 403 200 200 200 403' },
  { route: 'desk_.help[.]csv', at: () => '/desk/help.csv', answers: '302 403 403 403 403 403 200 200 200 403' },
  { route: 'desk_.help_.new', at: () => '/desk/help/new', answers: '302 403 403 403 403 403 200 200 200 403' },
  { route: 'desk_.help_.$id', at: async () => `/desk/help/${await aService('draft')}`, answers: '302 403 403 403 403 403 200 200 404 403' },
  { route: 'desk_.subsidies_.year-end', at: () => '/desk/subsidies/year-end?group=pay', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'desk_.subsidies[.]csv', at: () => '/desk/subsidies.csv?encoding=cp932', answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'subsidies.rounds.$id', at: async () => `/subsidies/rounds/${await fresh.round()}`, answers: all(200) },
  { route: 'subsidies.rounds.$id', at: () => '/subsidies/rounds/999999999', answers: all(404) },
  { route: 'associations._index', at: () => '/associations', answers: all(200) },
  { route: 'associations.map', at: () => '/associations/map', answers: all(200) },
  { route: 'associations.map[.]json', at: () => '/associations/map.json', answers: all(200) },
  { route: 'associations_.$slug._index', at: here, answers: all(200) },
  { route: 'associations_.$slug.notices[.]rss', at: () => `${here()}/notices.rss`, answers: all(200) },
  { route: 'workload', at: () => '/workload?post=chair', answers: all(200) },
  { route: 'workload[.]csv', at: () => '/workload.csv', answers: all(200) },
  { route: 'associations_.$slug.posts.$id', at: async () => `${here()}/posts/${(await fresh.task()).post}`, answers: all(200) },
  { route: 'associations_.$slug.posts.$id_.tasks', at: async () => `${here()}/posts/${(await fresh.task()).post}/tasks`, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.posts.$id_.tasks_.$task', at: async () => { const { post, id } = await fresh.task(); return `${here()}/posts/${post}/tasks/${id}` }, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.posts.$id_.tasks_.fill', at: async () => `${here()}/posts/${(await fresh.task()).post}/tasks/fill`, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.posts.$id_.offer', at: async () => { const { post } = await fresh.task(); return `${here()}/posts/${post}/offer?kind=trial&post=${post}` }, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.posts.$id_.records', at: async () => `${here()}/posts/${(await fresh.task()).post}/records`, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.posts.$id_.records_.$record', at: async () => { const { post, record } = await fresh.task(); return `${here()}/posts/${post}/records/${record}` }, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.posts.$id_.records[.]csv', at: async () => `${here()}/posts/${(await fresh.task()).post}/records.csv`, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.requests', at: () => `${here()}/requests`, answers: all(200) },
  { route: 'requests', at: () => '/requests?year=2026', answers: all(200) },
  { route: 'requests[.]csv', at: () => '/requests.csv', answers: all(200) },
  { route: 'subscriptions._index', at: () => '/subscriptions', answers: all(200) },
  { route: 'subscriptions.confirm', at: () => '/subscriptions/confirm?token=x', answers: all(410) },
  { route: 'subscriptions.manage', at: () => '/subscriptions/manage', answers: `302 ${roles.slice(1).map(() => 200).join(' ')}` },
  { route: 'unsubscribe.$token', at: () => '/unsubscribe/x', answers: all(404) },
  { route: 'mail.bounces', at: () => '/mail/bounces', answers: all(404) },
  { route: 'notices.$id_.deliveries', at: async () => `/notices/${await fresh.notice('published')}/deliveries`, answers: '302 403 200 200 404 200 404 404 403 403' },
  { route: 'subscriptions.device', at: () => '/subscriptions/device', answers: all(200) },
  { route: 'subscriptions.device_.renew', at: () => '/subscriptions/device/renew', answers: all(200) },
  { route: 'associations.new', at: () => `/associations/new?parent=${home.id}`, answers: '302 403 200 200 403 200 200 403 403 200' },
  { route: 'associations_.$slug.edit', at: () => `${here()}/edit`, answers: '302 403 200 200 403 200 200 403 403 200' },
  { route: 'associations_.$slug.members', at: () => `${here()}/members`, answers: '302 403 200 200 403 200 403 403 403 403' },
  { route: 'associations_.$slug.members_.code.$id', at: async () => `${here()}/members/code/${(await fresh.code()).id}`, answers: '302 403 200 200 403 200 403 403 403 403' },
  { route: 'associations_.$slug.officers', at: () => `${here()}/officers`, answers: all(200) },
  { route: 'associations_.$slug.officers_.posts.$post', at: () => `${here()}/officers/posts/new`, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.officers_.posts.$post', at: async () => `${here()}/officers/posts/${(await fresh.seat()).post}`, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.officers_.seats.$seat', at: async () => `${here()}/officers/seats/${(await fresh.seat()).id}`, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.officers_.next', at: () => `${here()}/officers/next`, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.officers_.$id._index', at: async () => `${here()}/officers/${await fresh.named()}`, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.officers_.import', at: () => `${here()}/officers/import`, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'officers.import', at: () => '/officers/import', answers: '302 403 200 403 200 200 200 403 403 200' },
  { route: 'associations_.$slug.officers_.roster', at: () => `${here()}/officers/roster`, answers: '302 200 200 200 403 200 200 200 403 200' },
  { route: 'associations_.$slug.officers[.]csv', at: () => `${here()}/officers.csv`, answers: '302 403 200 200 403 200 200 200 403 200' },
  { route: 'associations_.$slug.officers_.$id.end', at: async () => `${here()}/officers/${await fresh.term()}/end`, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.handover', at: () => `${here()}/handover`, answers: '302 403 200 200 403 200 403 403 403 403' },
  { route: 'associations_.$slug.handover_.$id', at: async () => `${here()}/handover/${(await fresh.pack()).id}`, answers: '302 404 200 404 404 200 404 404 404 404' },
  { route: 'associations_.$slug.handover_.$id_.items.$item', at: async () => { const { id, item } = await fresh.pack(); return `${here()}/handover/${id}/items/${item}` }, answers: '302 404 200 404 404 200 404 404 404 404' },
  { route: 'associations_.$slug.handover_.$id_.money', at: async () => `${here()}/handover/${(await fresh.pack('treasurer')).id}/money`, answers: '302 404 200 404 404 404 404 404 404 404' },
  { route: 'associations_.$slug.handover_.$id_.pack[.]pdf', at: async () => `${here()}/handover/${(await fresh.pack()).id}/pack.pdf`, answers: '302 404 200 404 404 200 404 404 404 404' },
  { route: 'associations_.$slug.posts.$id_.notes', at: async () => `${here()}/posts/${(await fresh.pack()).post}/notes`, answers: '302 403 200 403 403 403 403 403 403 403' },
  { route: 'associations_.$slug.posts.$id_.notes_.$note', at: async () => { const { post, note } = await fresh.pack(); return `${here()}/posts/${post}/notes/${note}` }, answers: '302 403 200 403 403 403 403 403 403 403' },
  { route: 'volunteering._index', at: () => '/volunteering?stage=high&room=1', answers: all(200) },
  { route: 'volunteering._index', at: () => '/volunteering?view=month', answers: all(200) },
  { route: 'volunteering.map[.]json', at: () => '/volunteering/map.json?theme=children', answers: all(200) },
  { route: 'volunteering.$id', at: async () => `/volunteering/${(await aPlace({ associationId: home.id })).place}`, answers: all(200) },
  { route: 'volunteering.$id', at: async () => `/volunteering/${(await aPlace({ associationId: home.id }, 'submitted')).place}`, answers: '404 404 200 200 404 404 200 200 200 404' },
  { route: 'volunteering.$id_.poster[.]pdf', at: async () => `/volunteering/${(await aPlace({ associationId: home.id })).place}/poster.pdf`, answers: all(200) },
  { route: 'volunteering.$id_.poster[.]pdf', at: async () => `/volunteering/${(await aPlace({ associationId: home.id }, 'draft')).place}/poster.pdf`, answers: all(404) },
  { route: 'volunteering.$id_.picture[.]png', at: async () => `/volunteering/${(await aPlace({ associationId: home.id })).place}/picture.png`, answers: all(200) },
  { route: 'volunteering.$id_.photos.$photo.$name', at: async () => { const place = await fresh.placeWithPhoto(); return `/volunteering/${place}/photos/${lastPhoto}/photo` }, answers: all(200) },
  { route: 'volunteering.programmes.$id', at: async () => `/volunteering/programmes/${await aProgramme()}`, answers: all(200) },
  { route: 'volunteering.programmes.$id', at: async () => `/volunteering/programmes/${await aProgramme({ state: 'draft' })}`, answers: '404 404 404 404 404 404 200 200 200 404' },
  { route: 'volunteering.calls', at: () => '/volunteering/calls?theme=children', answers: all(200) },
  { route: 'volunteering.host._index', at: () => '/volunteering/host', answers: '302 200 200 200 200 200 200 200 200 200' },
  { route: 'volunteering.host.new', at: () => '/volunteering/host/new?need=aed_check&about=/aeds/1', answers: '302 200 200 200 200 200 200 200 200 200' },
  { route: 'volunteering.host.register', at: () => '/volunteering/host/register', answers: '302 200 200 200 200 200 200 200 200 200' },
  { route: 'volunteering.host.organisations.$id', at: async () => `/volunteering/host/organisations/${await aHost(HOSTING)}`, answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'volunteering.host.$id', at: () => fresh.place(), answers: '302 404 200 200 404 404 404 404 200 404' },
  { route: 'volunteering.host.$id_.edit', at: async () => `${await fresh.place('draft')}/edit`, answers: '302 404 200 200 404 404 404 404 200 404' },
  { route: 'volunteering.host.$id_.sessions', at: async () => `${await fresh.place()}/sessions`, answers: '302 404 200 200 404 404 404 404 200 404' },
  { route: 'volunteering.host.$id_.photos', at: async () => `${await fresh.place()}/photos`, answers: '302 404 200 200 404 404 404 404 200 404' },
  { route: 'desk_.volunteering._index', at: () => '/desk/volunteering', answers: '302 403 403 403 403 403 200 200 200 403' },
  { route: 'desk_.volunteering_.places.$id', at: async () => `/desk/volunteering/places/${(await aPlace({ associationId: home.id }, 'submitted')).place}`, answers: '302 403 403 403 403 403 403 403 200 403' },
  { route: 'desk_.volunteering_.hosts', at: () => '/desk/volunteering/hosts', answers: '302 403 403 403 403 403 200 200 200 403' },
  { route: 'desk_.volunteering_.helpers', at: () => `/desk/volunteering/helpers?association=${home.id}`, answers: '302 403 403 403 403 403 403 403 200 403' },
  { route: 'desk_.volunteering_.programmes._index', at: () => '/desk/volunteering/programmes', answers: '302 403 403 403 403 403 200 200 200 403' },
  { route: 'desk_.volunteering_.programmes.new', at: () => '/desk/volunteering/programmes/new', answers: '302 403 403 403 403 403 403 403 200 403' },
  { route: 'desk_.volunteering_.programmes.$id', at: async () => `/desk/volunteering/programmes/${await aProgramme()}`, answers: '302 403 403 403 403 403 403 403 200 403' },
  { route: 'surveys._index', at: () => '/surveys', answers: all(200) },
  { route: 'surveys.desk', at: () => '/surveys/desk', answers: '302 403 200 200 200 200 200 200 403 403' },
  { route: 'surveys.new', at: () => '/surveys/new', answers: '302 403 200 200 200 200 200 200 403 403' },
  { route: 'surveys.$id', at: () => survey(), answers: all(200) },
  { route: 'surveys.$id', at: () => survey({ state: 'draft' }), answers: '404 404 200 200 404 404 404 404 404 404' },
  { route: 'surveys.$id_.answer', at: async () => `${await survey(forAll)}/answer`, answers: `302 ${roles.slice(1).map(() => 200).join(' ')}` },
  { route: 'surveys.$id_.thanks', at: async () => `${await survey()}/thanks`, answers: all(200) },
  { route: 'surveys.$id_.address', at: async () => `${await survey(forAll)}/address`, answers: all(200) },
  { route: 'surveys.$id_.address', at: async () => `${await survey()}/address`, answers: all(404) },
  { route: 's.$token', at: surveyLink, answers: all(200) },
  { route: 's.$token', at: () => `/s/${randomBytes(32).toString('base64url')}`, answers: all(404) },
  { route: 'surveys.$id_.edit', at: async () => `${await survey()}/edit`, answers: '302 403 200 200 404 404 404 404 403 403' },
  { route: 'surveys.$id_.preview', at: async () => `${await survey()}/preview`, answers: '302 403 200 200 404 404 404 404 403 403' },
  { route: 'surveys.$id_.questions_.new', at: async () => `${await survey()}/questions/new`, answers: '302 403 200 200 404 404 404 404 403 403' },
  { route: 'surveys.$id_.questions_.$question', at: async () => `${await survey()}/questions/${lastSurvey.questions[0]?.id}`, answers: '302 403 200 200 404 404 404 404 403 403' },
  { route: 'surveys.$id_.sheets', at: async () => `${await survey()}/sheets`, answers: '302 403 200 200 404 404 404 404 403 403' },
  { route: 'surveys.$id_.questions[.]pdf', at: async () => `${await survey()}/questions.pdf`, answers: all(200) },
  { route: 'surveys.$id_.questions[.]pdf', at: async () => `${await survey({ state: 'draft' })}/questions.pdf`, answers: '404 404 200 200 404 404 404 404 404 404' },
  { route: 'surveys.$id_.sheets[.]pdf', at: async () => `${await survey()}/sheets.pdf`, answers: all(302) },
  { route: 'surveys.$id_.results', at: async () => `${await overSurvey()}/results`, answers: all(200) },
  { route: 'surveys.$id_.results', at: async () => `${await survey({ state: 'draft' })}/results`, answers: '404 404 200 200 404 404 404 404 404 404' },
  { route: 'surveys.$id_.results[.]csv', at: async () => `${await overSurvey()}/results.csv`, answers: all(200) },
  { route: 'surveys.$id_.results[.]csv', at: async () => `${await survey()}/results.csv`, answers: all(404) },
  { route: 'surveys.$id_.places[.]json', at: async () => `${await overSurvey()}/places.json?question=${lastSurvey.questions.find(({ kind }) => kind === 'place')?.id}`, answers: all(200) },
  { route: 'surveys.$id_.answers[.]csv', at: async () => `${await overSurvey(false)}/answers.csv`, answers: '302 403 200 200 404 404 404 404 403 403' },
  { route: 'surveys.$id_.answers[.]csv', at: async () => `${await overSurvey()}/answers.csv`, answers: '302 403 404 404 404 404 404 404 403 403' },
  { route: 'surveys.$id_.texts', at: async () => `${await overSurvey()}/texts`, answers: '302 403 200 200 404 404 404 404 403 403' },
  { route: 'surveys.$id_.texts', at: async () => `${await survey()}/texts`, answers: '302 403 409 409 404 404 404 404 403 403' },
  { route: 'surveys.$id_.paper', at: async () => `${await survey()}/paper`, answers: '302 403 200 200 404 404 404 404 403 403' },
  { route: 'openings._index', at: () => '/openings', answers: all(200) },
  { route: 'openings.$id', at: async () => `/openings/${await anOpening(home.id)}`, answers: all(200) },
  { route: 'openings.$id', at: async () => `/openings/${await anOpening(home.id, { state: 'draft' })}`, answers: '404 404 200 404 404 200 200 404 404 200' },
  { route: 'openings.$id_.picture[.]png', at: async () => `/openings/${await anOpening(home.id)}/picture.png`, answers: all(200) },
  { route: 'openings.$id_.interest', at: async () => `/openings/${await anOpening(home.id)}/interest`, answers: all(200) },
  { route: 'openings.$id_.interest', at: async () => `/openings/${await anOpening(home.id, { state: 'closed' })}/interest`, answers: all(410) },
  { route: 'openings.$id_.candidature', at: async () => `/openings/${await anOpening(home.id)}/candidature`, answers: `302 ${roles.slice(1).map(() => 200).join(' ')}` },
  { route: 'openings.$id_.nominate', at: async () => `/openings/${await anOpening(home.id)}/nominate`, answers: '302 200 200 200 403 403 403 403 403 403' },
  { route: 'interest.$key', at: async () => `/interest/${(await anInterest(await anOpening(home.id))).key}`, answers: all(200) },
  { route: 'interest.$key', at: () => '/interest/x', answers: all(410) },
  { route: 'associations_.$slug.resolutions', at: () => `${here()}/resolutions`, answers: '302 200 200 200 403 403 403 403 403 403' },
  { route: 'associations_.$slug.resolutions_.new', at: () => `${here()}/resolutions/new`, answers: '302 403 200 200 403 403 403 403 403 403' },
  { route: 'associations_.$slug.resolutions_.$id', at: () => decision(), answers: '302 200 200 200 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id', at: () => decision('draft'), answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id_.edit', at: async () => `${await decision('draft')}/edit`, answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id_.edit', at: async () => `${await decision()}/edit`, answers: '302 404 409 409 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id_.voters', at: async () => `${await decision()}/voters`, answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id_.papers', at: async () => `${await decision()}/papers`, answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id_.check', at: async () => `${await decision('checking')}/check`, answers: '302 404 404 404 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id_.record[.]pdf', at: async () => `${await decision('checking')}/record.pdf`, answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id_.sheets[.]pdf', at: async () => `${await decision()}/sheets.pdf`, answers: all(302) },
  { route: 'resolutions.$id.vote', at: async () => `/resolutions/${(await asked()).id}/vote`, answers: '302 404 200 404 404 404 404 404 404 404' },
  { route: 'r.$token', at: async () => `/r/${(await asked()).token}`, answers: all(200) },
  { route: 'r.$token', at: () => '/r/1-1-forged', answers: all(404) },
  { route: 'associations_.$slug.openings', at: () => `${here()}/openings`, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.openings_.new', at: () => `${here()}/openings/new`, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.openings_.$id.edit', at: async () => `${here()}/openings/${await anOpening(home.id)}/edit`, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'associations_.$slug.interest', at: () => `${here()}/interest`, answers: '302 403 200 403 403 403 403 403 403 403' },
  { route: 'associations_.$slug.interest_.$id', at: async () => `${here()}/interest/${(await anInterest(await anOpening(home.id))).id}`, answers: '302 403 200 403 403 403 403 403 403 403' },
  { route: 'associations_.$slug.interest_.$id', at: async () => `${here()}/interest/${(await anInterest(await anOpening(home.id), { stage: 'asked' })).id}`, answers: '302 403 404 403 403 403 403 403 403 403' },
  { route: 'associations_.$slug.audit', at: () => `${here()}/audit`, answers: '302 403 200 403 403 403 403 403 403 200' },
  { route: 'posting-rules', at: () => '/posting-rules', answers: all(200) },
  { route: 'exchange._index', at: () => '/exchange?state=routed&overdue=1&q=%E8%A1%97&after=1', answers: all(200) },
  { route: 'exchange.overdue', at: () => '/exchange/overdue', answers: all(200) },
  { route: 'exchange.new', at: () => '/exchange/new', answers: all(200) },
  { route: 'exchange.sent', at: () => '/exchange/sent', answers: all(200) },
  { route: 'exchange.mine', at: () => '/exchange/mine', answers: '302 200 200 200 200 200 200 200 200 200' },
  { route: 'exchange.mine_.$key', at: async () => `/exchange/mine/${await askedByKey()}`, answers: all(200) },
  { route: 'exchange.mine_.$key', at: () => `/exchange/mine/${'x'.repeat(43)}`, answers: all(404) },
  { route: 'exchange.$id', at: async () => `/exchange/${await askedBy(home.id)}`, answers: all(200) },
  { route: 'exchange.$id', at: async () => `/exchange/${await askedThrough(home.id, 'resident@demo.example')}`, answers: '404 200 200 200 404 404 404 404 404 404' },
  { route: 'exchange.$id_.photos', at: async () => `/exchange/${await askedBy(home.id)}/photos`, answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'exchange.photos.$photo', at: async () => `/exchange/photos/${await photoOf(await askedBy(home.id))}`, answers: all(200) },
  { route: 'exchange.photos.$photo', at: async () => `/exchange/photos/${await photoOf(await askedThrough(home.id, 'resident@demo.example'))}`, answers: '404 200 200 200 404 404 404 404 404 404' },
  { route: 'exchange.follow.$key', at: async () => `/exchange/follow/${await followerOf(await askedBy(home.id))}`, answers: all(200) },
  { route: 'exchange.unfollow.$key', at: async () => `/exchange/unfollow/${await followerOf(await askedBy(home.id))}`, answers: all(200) },
  { route: 'exchange_.talks', at: () => '/exchange/talks?past=1', answers: all(200) },
  { route: 'exchange_.talks[.]ics', at: () => '/exchange/talks.ics', answers: all(200) },
  { route: 'exchange_.talks[.]csv', at: () => '/exchange/talks.csv', answers: '302 403 200 200 200 200 200 200 403 403' },
  { route: 'exchange_.talks_.attendance', at: () => '/exchange/talks/attendance', answers: '302 403 200 200 200 200 200 200 403 403' },
  { route: 'exchange_.talks_.new', at: () => '/exchange/talks/new', answers: '302 403 200 200 200 200 200 200 403 403' },
  { route: 'exchange_.talks_.$id', at: async () => `/exchange/talks/${await aTalk(home.id)}`, answers: all(200) },
  { route: 'exchange_.talks_.$id', at: async () => `/exchange/talks/${await aTalk(home.id, { state: 'draft' })}`, answers: '404 404 200 200 404 404 404 404 404 404' },
  { route: 'exchange_.talks_.$id_.event[.]ics', at: async () => `/exchange/talks/${await aTalk(home.id)}/event.ics`, answers: all(200) },
  { route: 'exchange_.talks_.$id_.event[.]ics', at: async () => `/exchange/talks/${await aTalk(home.id, { state: 'draft' })}/event.ics`, answers: all(404) },
  { route: 'exchange_.talks_.$id_.invitation[.]pdf', at: async () => `/exchange/talks/${await aTalk(home.id)}/invitation.pdf`, answers: all(200) },
  { route: 'exchange_.talks_.$id_.invitation[.]pdf', at: async () => `/exchange/talks/${await aTalk(home.id, { state: 'draft' })}/invitation.pdf`, answers: '404 404 200 200 404 404 404 404 404 404' },
  { route: 'exchange_.talks_.$id_.minutes[.]pdf', at: async () => `/exchange/talks/${await publishedTalk()}/minutes.pdf`, answers: all(200) },
  { route: 'exchange_.talks_.$id_.minutes[.]pdf', at: async () => `/exchange/talks/${await aTalk(home.id, { state: 'held', minutes: '下書き' })}/minutes.pdf`, answers: all(404) },
  { route: 'exchange_.talks_.$id_.sheet[.]pdf', at: async () => `/exchange/talks/${await aTalk(home.id)}/sheet.pdf`, answers: ofHost },
  ...['edit', 'agenda', 'attendance', 'questions', 'minutes', 'outcomes'].flatMap((part) => [
    { route: `exchange_.talks_.$id_.${part}`, at: async () => `/exchange/talks/${await aTalk(home.id)}/${part}`, answers: ofHost },
    { route: `exchange_.talks_.$id_.${part}`, at: async () => `/exchange/talks/${await aTalk(home.id, { state: 'draft' })}/${part}`, answers: '302 404 200 200 404 404 404 404 404 404' },
  ]),
  { route: 'associations_.$slug.exchange', at: () => `${here()}/exchange`, answers: '302 403 200 200 403 403 403 403 403 403' },
  { route: 'desk_.exchange', at: () => '/desk/exchange?queue=overdue&after=.1', answers: ofCity },
  { route: 'desk_.exchange_.figures', at: () => '/desk/exchange/figures', answers: ofCity },
  { route: 'desk_.exchange_.figures[.]csv', at: () => '/desk/exchange/figures.csv', answers: ofCity },
  { route: 'desk_.exchange_.settings', at: () => '/desk/exchange/settings', answers: ofCity },
  { route: 'desk_.exchange_.$id', at: async () => `/desk/exchange/${await askedBy(home.id)}`, answers: ofCity },
  { route: 'desk_.exchange_.$id', at: async () => `/desk/exchange/${await askedThrough(home.id, 'resident@demo.example')}`, answers: '302 403 403 403 403 403 404 404 403 403' },
  { route: 'desk_.exchange_.$id_.$act', at: async () => `/desk/exchange/${await askedBy(home.id)}/route`, answers: ofCity },
  { route: 'desk_.exchange_.$id_.$act', at: async () => `/desk/exchange/${await askedBy(home.id)}/no-such`, answers: all(404) },
  { route: 'desk_.sections', at: () => '/desk/sections', answers: '302 403 403 403 403 403 200 403 403 200' },
  { route: 'desk_.sections_.$id', at: async () => `/desk/sections/${await aSection()}`, answers: '302 403 403 403 403 403 200 403 403 200' },
  { route: 'reports.new', at: async () => `/reports/new?subject=matter&id=${await aMatter()}`, answers: all(200) },
  { route: 'reports.new', at: async () => `/reports/new?subject=matter&id=${await aMatter({ state: 'waiting' })}`, answers: all(404) },
  { route: 'appeals.$key', at: async () => `/appeals/${(await aHiding()).key}`, answers: all(200) },
  { route: 'appeals.$key', at: async () => `/appeals/my-${(await aHiding({ authorId: await ofTheChair() })).hiding}`, answers: '302 404 200 404 404 404 404 404 404 404' },
  { route: 'desk_.moderation', at: () => '/desk/moderation', answers: '302 403 403 403 403 403 200 200 403 200' },
  { route: 'desk_.moderation_.$subject.$id', at: reportedPost, answers: '302 403 403 403 403 403 200 200 403 403' },
  { route: 'sign-in', at: () => '/sign-in', answers: `200 ${roles .slice(1) .map(() => 302) .join(' ')}` },
  { route: 'sign-in_.link', at: () => '/sign-in/link?token=x', answers: all(410) },
  { route: 'sign-in_.code', at: () => '/sign-in/code', answers: all(302) },
  { route: 'sign-out', at: () => '/sign-out', answers: `302 ${roles.slice(1).map(() => 200).join(' ')}` },
  { route: 'register', at: () => '/register', answers: `200 ${roles .slice(1) .map(() => 302) .join(' ')}` },
  { route: 'join', at: () => '/join', answers: all(200) },
  { route: 'invitations.$token', at: () => '/invitations/x', answers: all(410) },
  ...[
    '',
    '/delete',
    '/email',
    '/export',
    '/export.json',
    '/memberships',
    '/password',
    '/profile',
    '/second-factor',
    '/sessions',
  ].map((part) => ({
    route: `account${part === '' ? '._index' : part.replace('/', '.').replace('.json', '[.]json')}`,
    at: () => `/account${part}`,
    answers: `302 ${roles
      .slice(1)
      .map(() => 200)
      .join(' ')}`,
  })),
  ...['', '/audit', '/mails', '/operation', '/staff'].map((part) => ({
    route: `admin${part === '' ? '._index' : part.replace('/', '.')}`,
    at: () => `/admin${part}`,
    answers: '302 403 403 403 403 403 403 403 403 200',
  })),
  { route: 'admin.mails_.$id', at: async () => `/admin/mails/${await fresh.mail()}`, answers: '302 403 403 403 403 403 403 403 403 200' },
]

// biome-ignore format: read as a table
export const posts: Row[] = [
  { route: 'volunteering_.sessions_.$session_.apply', at: async () => `/volunteering/sessions/${(await fresh.applied()).session}/apply`, body: () => applicationFields(), answers: all(302) },
  { route: 'volunteering_.mine', at: () => '/volunteering/mine', body: () => ({ email: 'a@people.example', family_reading: 'ヤマダ', given_reading: 'ハナ' }), answers: all(302) },
  { route: 'volunteering_.mine_.$key', at: async () => `/volunteering/mine/${(await fresh.applied()).key}`, body: () => ({ intent: 'cancel', application: String(lastApplied?.application), version: String(lastApplied?.version) }), answers: all(302) },
  { route: 'volunteering_.mine_.$key_.details', at: async () => `/volunteering/mine/${(await fresh.applied()).key}/details`, body: () => applicationFields(), answers: all(302) },
  { route: 'volunteering_.mine_.$key_.people_.$member', at: async () => { const { key, member } = await fresh.applied(); return `/volunteering/mine/${key}/people/${member}` }, body: () => applicationFields(), answers: all(302) },
  { route: 'volunteering_.friends_.$token', at: async () => `/volunteering/friends/${(await fresh.applied()).friend}`, body: () => applicationFields(), answers: all(302) },
  { route: 'consent.$token', at: async () => `/consent/${(await fresh.applied()).token}`, body: () => ({ intent: 'give', text_version: 'v1', name: '山田', relation: 'mother', phone: '072-000-0000', agree: 'on' }), answers: all(302) },
  { route: 'volunteering_.$id_.questions', at: async () => `/volunteering/${(await fresh.applied()).place}/questions`, body: () => ({ audience: 'place', text: '質問' }), answers: all(302) },
  { route: 'volunteering_.concern', at: () => '/volunteering/concern', body: () => ({ text: '心配' }), answers: all(302) },
  { route: 'volunteering_.host_.$place_.people', at: async () => `/volunteering/host/${(await fresh.applied()).place}/people`, body: () => ({ session: String(lastApplied?.session) }), answers: '302 404 200 200 404 404 404 404 200 404' },
  { route: 'volunteering_.host_.$place_.questions', at: async () => `/volunteering/host/${(await fresh.applied()).place}/questions`, body: () => ({ question: String(lastApplied?.question), version: '1', intent: 'show' }), answers: '302 404 302 302 404 404 404 404 302 404' },
  { route: 'desk_.volunteering_.questions', at: async () => { await fresh.applied(); return '/desk/volunteering/questions' }, body: () => ({ question: String(lastApplied?.question), version: '1', intent: 'show' }), answers: '302 403 403 403 403 403 403 403 302 403' },
  { route: 'desk_.volunteering_.applications_.$id', at: async () => `/desk/volunteering/applications/${(await fresh.applied()).application}`, body: () => ({ intent: 'contact' }), answers: '302 403 403 403 403 403 403 403 200 403' },
  { route: 'desk_.volunteering_.applications_.$id', at: async () => `/desk/volunteering/applications/${(await fresh.applied()).application}`, body: () => ({ intent: 'cancel', version: String(lastApplied?.version) }), answers: '302 403 403 403 403 403 403 403 302 403' },
  { route: 'desk_.volunteering_.applications_.$id', at: async () => `/desk/volunteering/applications/${(await fresh.applied()).application}`, body: () => ({ intent: 'renew', member: String(lastApplied?.member) }), answers: '302 403 403 403 403 403 403 403 302 403' },
  { route: 'desk_.volunteering_.applications_.$id', at: async () => `/desk/volunteering/applications/${(await fresh.applied()).application}`, body: () => ({ intent: 'remove', version: String(lastApplied?.version), member: String(lastApplied?.member) }), answers: '302 403 403 403 403 403 403 403 302 403' },
  { route: 'desk_.volunteering_.applications_.$id', at: async () => `/desk/volunteering/applications/${(await fresh.applied()).application}`, body: () => ({ intent: 'accept', version: String(lastApplied?.version) }), answers: '302 403 403 403 403 403 403 403 409 403' },
  { route: 'desk_.volunteering_.applications_.$id_.sheet[.]pdf', at: async () => `/desk/volunteering/applications/${(await fresh.applied()).application}/sheet.pdf`, body: () => ({ member: String(lastApplied?.member), sheet: 'guardian' }), answers: '302 403 403 403 403 403 403 403 200 403' },
  { route: 'desk_.volunteering_.concerns_.$id', at: async () => `/desk/volunteering/concerns/${(await fresh.applied()).concern}`, body: () => ({ version: '1', state: 'looking' }), answers: '302 403 403 403 403 403 403 403 302 403' },
  { route: 'volunteering_.sessions.$session.desk', at: async () => `${await fresh.desk()}/desk`, body: () => ({ intent: 'mark', member: String(lastPlaced.member), attendance: 'attended', mark: randomUUID() }), answers: '302 404 302 302 404 404 404 404 302 404' },
  { route: 'volunteering_.sessions.$session.desk', at: async () => { const key = randomUUID(); return `${await fresh.desk(key)}/desk?key=${key}` }, body: () => ({ intent: 'walk_in', givenName: '健', stage: 'adult', mark: randomUUID() }), answers: all(302) },
  { route: 'volunteering_.sessions.$session.marks', at: async () => `${await fresh.desk()}/marks`, body: () => ({ marks: '[]' }), answers: '302 404 200 200 404 404 404 404 200 404' },
  { route: 'volunteering_.sessions.$session.day', at: async () => `${await fresh.desk()}/day`, body: () => ({ intent: 'close', rest: 'on' }), answers: '302 404 302 302 404 404 404 404 302 404' },
  { route: 'volunteering_.sessions.$session.day', at: async () => `/volunteering/sessions/${(await fresh.came()).session}/day`, body: () => ({ intent: 'certify', member: String(lastPlaced.member) }), answers: '302 404 403 403 404 404 404 404 302 404' },
  { route: 'volunteering_.sessions.$session.sheet[.]pdf', at: async () => `${await fresh.desk()}/sheet.pdf`, body: () => ({ a: '1' }), answers: '302 404 200 200 404 404 404 404 200 404' },
  { route: 'volunteering_.sessions.$session.emergency[.]pdf', at: async () => `${await fresh.desk()}/emergency.pdf`, body: () => ({ a: '1' }), answers: '302 404 200 200 404 404 404 404 200 404' },
  { route: 'desk_.volunteering.insurance[.]csv', at: () => '/desk/volunteering/insurance.csv', body: async () => ({ session: (await fresh.desk()).split('/').at(-1) ?? '' }), answers: '302 403 403 403 403 403 403 403 200 403' },
  { route: 'volunteering_.mine_.$key_.record', at: async () => `${(await fresh.came()).at}/record`, body: () => ({ intent: 'join', association: String(home.id), agreed: 'on' }), answers: all(302) },
  { route: 'volunteering_.mine_.$key_.reflection', at: async () => `${(await fresh.came()).at}/reflection`, body: () => ({ member: String(lastPlaced.member), did: '清掃' }), answers: all(302) },
  { route: 'certificates._index', at: () => '/certificates?index', body: async () => ({ code: (await fresh.came(true)).certificate }), answers: all(302) },
  { route: 'associations_.$slug.helpers', at: () => `${here()}/helpers`, body: async () => ({ session: await fresh.sessionToCome() }), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: '$', at: () => '/nothing/here', body: () => ({}), answers: all(404) },
  { route: 'language', at: () => '/language', body: () => ({ language: 'en' }), answers: all(302) },
  { route: 'place', at: () => '/place', body: () => ({ town: '朝日丘町' }), answers: all(302) },
  { route: 'aeds.import._index', at: () => '/aeds/import', body: () => aedFile(), answers: '302 403 403 403 403 403 302 403 403 302' },
  { route: 'aeds.import_.$id._index', at: async () => `/aeds/import/${await fresh.aedImport()}`, body: () => ({ intent: 'cancel', version: '1' }), answers: '302 403 403 403 403 403 302 403 403 302' },
  { route: 'aeds.placement.population._index', at: () => '/aeds/placement/population', body: () => populationFile(), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'aeds.placement.population._index', at: () => '/aeds/placement/population', body: () => ({ intent: 'towns' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'aeds.placement.population.$id', at: async () => `/aeds/placement/population/${await fresh.population()}`, body: () => ({ intent: 'use' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'aeds.placement.population.$id', at: async () => `/aeds/placement/population/${await fresh.population()}`, body: () => ({ intent: 'delete' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'aeds.$id_.edit', at: async () => `/aeds/${await fresh.keptAed()}/edit`, body: () => ({ name: 'AED', child_pads: 'yes', outdoors: 'no', hours_kind: 'always', version: '1' }), answers: '302 403 302 302 403 302 302 403 403 403' },
  { route: 'aeds.new', at: () => '/aeds/new', body: () => ({ association: String(home.id), name: randomUUID(), child_pads: 'unknown', outdoors: 'unknown', hours_kind: 'unknown' }), answers: '302 403 302 302 422 302 302 403 403 403' },
  { route: 'aeds.$id_.check', at: async () => `/aeds/${await fresh.keptAed()}/check`, body: () => ({ indicator: 'yes', pads: 'yes', reachable: 'yes', sign: 'yes', checked_on: today }), answers: '302 403 302 302 403 302 302 403 403 403' },
  { route: 'aeds.$id_.upkeep', at: async () => `/aeds/${await fresh.keptAed()}/upkeep`, body: () => ({ intent: 'fault', condition: 'in_service' }), answers: '302 403 302 302 403 302 302 403 403 403' },
  { route: 'aeds.$id_.upkeep', at: async () => `/aeds/${await fresh.keptAed()}/upkeep`, body: () => ({ intent: 'remove', condition: 'in_service', sure: 'on' }), answers: '302 403 302 302 403 302 302 403 403 403' },
  { route: 'aeds.$id_.upkeep', at: async () => `/aeds/${await fresh.keptAed()}/upkeep`, body: () => ({ intent: 'used', used_on: today, ready: 'none' }), answers: '302 403 302 302 403 302 302 403 403 403' },
  { route: 'aeds.$id_.upkeep', at: async () => `/aeds/${await fresh.keptAed()}/upkeep`, body: () => ({ intent: 'part', kind: 'battery', expires_on: addDays(today, 400) }), answers: '302 403 302 302 403 302 302 403 403 403' },
  { route: 'aeds.$id_.upkeep', at: async () => `/aeds/${await fresh.keptAed()}/upkeep`, body: () => ({ intent: 'keeper', name: '点検 花子', email: email() }), answers: '302 403 302 302 403 302 302 403 403 403' },
  { route: 'aeds.$id_.upkeep', at: async () => `/aeds/${await fresh.keptAed()}/upkeep`, body: () => ({ intent: 'renew_label' }), answers: '302 403 302 302 403 302 302 403 403 403' },
  { route: 'aeds.$id_.report', at: async () => `/aeds/${await fresh.keptAed()}/report`, body: () => ({ kind: 'not_there', submission: randomUUID() }), answers: all(302) },
  { route: 'aeds.$id_.reports_.$report', at: () => fresh.aedReport(), body: () => ({ as: 'answered', answer: '確かめました', outcome: 'nothing' }), answers: '302 403 302 302 403 302 302 403 403 403' },
  { route: 'aeds.keeper.$token', at: () => '/aeds/keeper/x', body: () => ({}), answers: `422 ${roles.slice(1).map(() => 410).join(' ')}` },
  { route: 'notices.new', at: () => '/notices/new', body: () => noticeForm(), answers: '302 403 302 302 403 302 403 403 403 403' },
  { route: 'notices.new', at: () => '/notices/new', body: () => noticeForm({ intent: 'publish' }), answers: '302 403 302 302 403 302 403 403 403 403' },
  { route: 'notices.$id_.edit', at: async () => `/notices/${await fresh.notice('draft')}/edit`, body: () => noticeForm({ version: '1' }), answers: '302 404 302 302 404 302 404 404 404 404' },
  { route: 'notices.$id_.approve', at: async () => `/notices/${await fresh.notice('awaiting_approval')}/approve`, body: () => ({ intent: 'approve', version: '1' }), answers: '302 404 302 403 404 403 404 404 404 404' },
  { route: 'notices.$id_.approve', at: async () => `/notices/${await fresh.notice('awaiting_approval')}/approve`, body: () => ({ intent: 'return', version: '1', reason: '理由' }), answers: '302 404 302 403 404 403 404 404 404 404' },
  { route: 'notices.$id_.approve', at: async () => `/notices/${await fresh.notice('awaiting_approval')}/approve`, body: () => ({ intent: 'take_back', version: '1' }), answers: '302 404 403 403 404 403 404 404 404 404' },
  { route: 'notices.$id_.pass-on', at: async () => `/notices/${await fresh.fromTheCity()}/pass-on`, body: () => ({ association: String(home.id), line: '' }), answers: '302 403 302 302 403 302 403 403 403 403' },
  { route: 'notices.$id_.tally', at: async () => `/notices/${await fresh.notice('published')}/tally`, body: async () => ({ group: String(await fresh.group()), intent: 'all', households: '3' }), answers: '302 403 302 302 404 302 403 403 403 403' },
  { route: 'associations_.$slug.circular', at: () => `${here()}/circular`, body: async () => ({ notice: String(await fresh.notice('published')), after: String(await fresh.lastCircular()) }), answers: '302 403 302 302 403 302 403 403 403 403' },
  { route: 'associations_.$slug.circulars_.$number.tally', at: async () => `${here()}/circulars/${await fresh.circular()}/tally`, body: async () => ({ group: String(await fresh.group()), intent: 'all', households: '3' }), answers: '302 403 302 302 403 302 403 403 403 403' },
  { route: 'notices.$id_.withdraw', at: async () => `/notices/${await fresh.notice('published')}/withdraw`, body: () => ({ version: '1', reason: '理由' }), answers: '302 404 302 302 404 302 404 404 404 404' },
  { route: 'notices.$id_.delete', at: async () => `/notices/${await fresh.notice('draft')}/delete`, body: () => ({ version: '1' }), answers: '302 404 302 302 404 302 404 404 404 404' },
  { route: 'notices.$id_.confirm', at: async () => `/notices/${await makeNotice(home)}/confirm`, body: async () => ({ household: String(await householdOf('resident', home)), intent: 'confirm' }), answers: `302 302 ${roles.slice(2).map(() => 404).join(' ')}` },
  { route: 'notices.$id_.opened', at: async () => `/notices/${await makeNotice(home)}/opened`, body: () => ({}), answers: `302 ${roles.slice(1).map(() => 204).join(' ')}` },
  { route: 'notices.$id_.confirmations', at: async () => `/notices/${await makeNotice(home)}/confirmations`, body: async () => ({ intent: 'enter', households: String(await household(home)), channel: 'paper' }), answers: '302 403 302 302 404 302 403 403 403 403' },
  { route: 'notices.$id_.confirmations', at: async () => `/notices/${await makeNotice(home)}/confirmations`, body: () => ({ intent: 'remind' }), answers: '302 403 302 302 404 302 403 403 403 403' },
  { route: 'household', at: () => '/household', body: async () => ({ intent: 'leave', household: String(await householdOf('resident', home)) }), answers: `302 302 ${roles.slice(2).map(() => 404).join(' ')}` },
  { route: 'associations_.$slug.households', at: () => `${here()}/households`, body: () => ({ association: String(home.id), names: randomUUID(), delivery: 'paper' }), answers: '302 403 302 302 403 302 403 403 403 403' },
  { route: 'associations_.$slug.households_.slips', at: () => `${here()}/households/slips`, body: async () => ({ household: String(await household(home)) }), answers: '302 403 200 200 403 200 403 403 403 403' },
  { route: 'associations_.$slug.households_.$id', at: async () => `${here()}/households/${await household(home)}`, body: () => ({ intent: 'withdraw_consent' }), answers: '302 404 302 302 404 302 404 404 404 404' },
  { route: 'associations_.$slug.duties', at: () => `${here()}/duties`, body: () => ({ name: '当番', unit: 'household', period: 'year', seats: '1' }), answers: '302 403 302 302 403 302 422 403 403 422' },
  { route: 'associations_.$slug.duties_.$id', at: async () => `${here()}/duties/${await fresh.duty()}`, body: () => ({ intent: 'close', version: '1' }), answers: '302 404 302 302 404 302 404 404 404 404' },
  { route: 'notices.$id_.answer', at: async () => `/notices/${(await fresh.event()).id}/answer`, body: () => ({ as: 'me', kind: 'attend', people: '2', version: '0' }), answers: all(302) },
  { route: 'notices.$id_.answers', at: async () => `/notices/${(await fresh.event()).id}/answers`, body: () => ({ household: String(livingThere), kind: 'attend', people: '2' }), answers: '302 404 302 302 404 302 404 404 404 404' },
  { route: 'notices.$id_.translations_.$language', at: async () => `/notices/${await fresh.notice('published')}/translations/en`, body: () => ({ title: 'T', body: 'B', written_by: 'W', version: '0', original: '1', intent: 'save' }), answers: '302 404 302 302 404 302 404 404 404 404' },
  { route: 'notices.$id_.translations_.$language', at: async () => `/notices/${await fresh.notice('published')}/translations/ja_easy`, body: () => ({ body: '実施', intent: 'check' }), answers: '302 404 200 200 404 200 404 404 404 404' },
  { route: 'plain', at: () => '/plain', body: () => ({ text: '実施' }), answers: all(200) },
  { route: 'subsidies.applications.new', at: () => '/subsidies/applications/new', body: () => ({ association: String(home.id), programme: 'hirakata-hall', year: String(fiscalYear(today)), works: 'renovation' }), answers: '302 403 302 302 422 422 403 403 403 403' },
  { route: 'subsidies.applications.$id', at: async () => `${await fresh.application('draft')}`, body: () => ({ intent: 'delete', version: '1' }), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id', at: async () => `${await fresh.application('submitted')}`, body: () => ({ intent: 'delete', version: '1' }), answers: '302 404 409 409 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.plan', at: async () => `${await fresh.application('draft')}/plan`, body: () => ({ version: '1', title: '題', works: 'renovation' }), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.plan', at: async () => `${await fresh.application('reviewing')}/plan`, body: () => ({ version: '1', title: '題', works: 'renovation' }), answers: '302 404 409 409 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.questions', at: async () => `${await fresh.application('draft')}/questions`, body: () => ({ version: '1', 'fact-otherMoney': '5' }), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.costs', at: async () => `${await fresh.application('draft')}/costs`, body: () => ({ intent: 'save', version: '1', work: 'seismicRetrofit', label: '工事', amount: '1', eligible: 'yes' }), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.costs', at: async () => `${await fresh.application('submitted')}/costs`, body: () => ({ intent: 'copy', version: '1' }), answers: '302 404 409 409 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.documents', at: () => fresh.document('draft'), body: () => ({ intent: 'not_needed', document: String(lastDocument), note: '理由', version: '1' }), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.documents', at: () => fresh.document('submitted'), body: () => ({ intent: 'needed', document: String(lastDocument), version: '1' }), answers: '302 404 409 409 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.check', at: async () => `${await fresh.application('draft')}/check`, body: () => ({ version: '1', declared: 'on' }), answers: '302 404 302 403 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.check', at: async () => `${await fresh.application('draft')}/check`, body: () => ({ intent: 'ask' }), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.check', at: async () => `${await fresh.application('draft')}/check`, body: () => ({ intent: 'switch', version: '1' }), answers: '302 404 409 409 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.consult', at: async () => `${await fresh.application('draft')}/consult`, body: () => ({ version: '1', question: '対象ですか' }), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'subsidies.applications.$id_.consult', at: async () => `${await fresh.application('consulted')}/consult`, body: () => ({ version: '1', intent: 'resume' }), answers: '302 404 302 302 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.corrections', at: async () => `${await fresh.application('correcting')}/corrections`, body: () => ({ version: '1', intent: 'save' }), answers: '302 404 302 302 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.corrections', at: async () => `${await fresh.application('correcting')}/corrections`, body: () => ({ version: '1', intent: 'resubmit' }), answers: '302 404 302 403 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.check', at: async () => `${await fresh.application('decided')}/check`, body: () => ({ intent: 'ask', page: 'change' }), answers: '302 404 302 302 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.start', at: async () => `${await fresh.application('decided')}/start`, body: () => ({ version: '1', contract_on: addDays(today, -1), started_on: today }), answers: '302 404 302 302 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.change', at: async () => `${await fresh.application('started')}/change`, body: () => ({ version: '1', kind: 'change', reason: '理由' }), answers: '302 404 302 403 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.report', at: async () => `${await fresh.application('started')}/report`, body: () => ({ version: '1', completed_on: today, 'fact-otherMoney': '0' }), answers: '302 404 302 403 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.claim', at: async () => `${await fresh.application('finalised')}/claim`, body: () => ({ version: '1', intent: 'send', bank: '銀行', branch: '支店', kind: 'ordinary', number: '1234567', holder: 'ジチカイ', payee: 'association' }), answers: '302 404 302 403 404 404 403 403 404 404' },
  { route: 'subsidies.applications.$id_.withdraw', at: async () => `${await fresh.application('submitted')}/withdraw`, body: () => ({ version: '1', sure: 'on' }), answers: '302 404 302 403 404 404 403 403 404 404' },
  { route: 'subsidies.applications_.$id_.letters.$letter', at: () => fresh.letter(), body: () => ({ intent: 'received' }), answers: '302 404 302 302 404 404 403 403 404 404' },
  { route: 'desk_.subsidies_.$id_.$act', at: async () => `${await fresh.onDesk('submitted')}/take`, body: () => ({ version: '1' }), answers: '302 404 403 403 404 404 302 403 404 404' },
  { route: 'desk_.subsidies_.$id_.$act', at: async () => `${await fresh.onDesk('reviewing')}/note`, body: () => ({ text: 'メモ' }), answers: '302 404 403 403 404 404 302 302 404 404' },
  { route: 'desk_.subsidies_.$id_.$act', at: async () => `${await fresh.onDesk('reviewing')}/organise`, body: () => ({ flagged: 'on' }), answers: '302 404 403 403 404 404 302 403 404 404' },
  { route: 'desk_.subsidies_.$id_.$act', at: async () => `${await fresh.onDesk('reviewing')}/correct`, body: () => ({ version: '1', due_on: addDays(today, 14), 'fix:purpose': '書いてください' }), answers: '302 403 403 403 403 403 302 403 403 403' },
  { route: 'desk_.subsidies_.$id_.$act', at: async () => `${await fresh.onDesk('reviewing')}/refuse`, body: () => ({ version: '1', reason: '理由' }), answers: '302 404 403 403 404 404 302 403 404 404' },
  { route: 'desk_.subsidies_.$id_.$act', at: async () => `${await fresh.proposed()}/decide`, body: () => ({ version: '1', proposal: String(lastProposal), outcome: 'return', note: '理由' }), answers: '302 404 403 403 404 404 403 302 404 404' },
  { route: 'desk_.subsidies_.$id_.$act', at: async () => `${await fresh.onDesk('claimed')}/pay`, body: () => ({ version: '1', amount: '1000000', paid_on: today }), answers: '302 404 403 403 404 404 302 403 404 404' },
  { route: 'desk_.subsidies_.$id_.$act', at: async () => `${await fresh.onDesk('claimed')}/account`, body: () => ({}), answers: '302 404 403 403 404 404 409 403 404 404' },
  { route: 'desk_.subsidies_.letters.$programme._index', at: () => '/desk/subsidies/letters/hirakata-hall', body: async () => ({ sender: '', numbering: '', contact: '', version: await fresh.letterVersion() }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.subsidies_.letters.$programme_.$letter', at: () => '/desk/subsidies/letters/hirakata-hall/decision', body: async () => ({ intent: 'save', form: '', title: '題', body: '本文', version: await fresh.letterVersion('decision') }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.subsidies_.letters.$programme_.$letter', at: () => '/desk/subsidies/letters/hirakata-hall/receipt', body: () => ({ intent: 'preview', form: '', title: '題', body: '{{amount}}', version: '0' }), answers: '302 403 403 403 403 403 200 200 403 403' },
  {
    route: 'subsidies.estimate',
    at: () => '/subsidies/estimate',
    body: () => Object.fromEntries(new URLSearchParams(ESTIMATE)),
    answers: all(302),
  },
  { route: 'subsidies.estimate[.]pdf', at: () => `/subsidies/estimate.pdf?${ESTIMATE}`, body: () => ({}), answers: all(200) },
  { route: 'household_.calendar', at: () => '/household/calendar', body: async () => ({ household: String(await household(home)), number: '1' }), answers: `302 ${roles.slice(1).map(() => 404).join(' ')}` },
  { route: 'subsidies.programmes.new', at: () => '/subsidies/programmes/new', body: () => ({ name: '補助', municipality: '架空市', year: '2027', own: 'other' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'subsidies.programmes.import', at: () => '/subsidies/programmes/import', body: () => ({ own: 'other', json: JSON.stringify(programmeOf({})) }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'subsidies.programmes.$key_.versions._index', at: async () => (await fresh.draft('published')).replace('/1', ''), body: () => ({ from: '1' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'subsidies.programmes.$key_.versions.$number._index', at: () => fresh.draft(), body: () => ({ intent: 'publish', version: '1', note: '最初の版' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'subsidies.programmes.$key_.versions.$number._index', at: () => fresh.draft(), body: () => ({ intent: 'discard', version: '1' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'subsidies.programmes.$key_.versions.$number.edit.$part', at: async () => `${await fresh.draft()}/edit/budget`, body: () => ({ do: 'save', opened: markOf({ name: 'budget' }, lastDraft), method: 'lot', amount: '' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'subsidies.programmes.$key_.versions.$number.json', at: async () => `${await fresh.draft()}/json`, body: () => ({ version: '1', json: JSON.stringify(lastDraft) }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'subsidies.programmes.$key_.versions.$number.examples._index', at: async () => `${await fresh.draft()}/examples`, body: () => ({ intent: 'remove', version: '1', row: '0' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'subsidies.programmes.$key_.versions.$number.examples.row', at: async () => `${await fresh.draft()}/examples/row`, body: () => ({ version: '1', row: '', work: 'w', 'cost-w': '1000', answer: 'amount', expected: '500' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'halls.new', at: () => '/halls/new', body: hallForm, answers: '302 403 302 302 422 302 302 403 403 403' },
  { route: 'halls.$id_.edit', at: async () => `/halls/${await fresh.hall()}/edit`, body: () => ({ ...hallForm(), intent: 'save', version: '1' }), answers: '302 403 302 302 403 302 302 403 403 403' },
  { route: 'halls.$id_.edit', at: async () => `/halls/${await fresh.hall()}/edit`, body: () => ({ intent: 'close', closed_on: today, version: '1' }), answers: '302 403 302 302 403 302 302 403 403 403' },
  { route: 'halls.$id_.diagnoses.$diagnosis', at: async () => `/halls/${await fresh.hall()}/diagnoses/new`, body: () => ({ diagnosed_on: '2019-11-14', method: 'wood_general', result: 'unsafe', version: '1' }), answers: '302 403 302 302 403 302 302 403 403 403' },
  { route: 'halls.$id_.works.$work', at: async () => `/halls/${await fresh.hall()}/works/new`, body: () => ({ kind: 'repair', done_year: '2019', version: '1' }), answers: '302 403 302 302 403 302 302 403 403 403' },
  { route: 'halls.$id_.files', at: async () => `/halls/${await fresh.hallWithFile()}/files`, body: () => ({ intent: 'show', file: lastFile, version: '1' }), answers: '302 403 302 302 403 302 302 403 403 403' },
  { route: 'desk_.halls_.import', at: () => '/desk/halls/import', body: hallsFile, answers: '302 403 403 403 403 403 200 403 403 403' },
  { route: 'indicators.$key_.enter', at: async () => `/indicators/${await fresh.indicator()}/enter`, body: () => ({ intent: 'enter', month: '4', value: '1', source: '受付簿', version: '0' }), answers: '302 403 403 403 403 403 302 302 302 403' },
  { route: 'indicators.$key_.enter', at: () => '/indicators/peace_events/enter', body: () => ({ intent: 'remove', month: '4', version: '9' }), answers: '302 403 403 403 403 403 422 422 403 403' },
  { route: 'desk_.indicators', at: async () => { await fresh.indicator(); return '/desk/indicators' }, body: () => ({ intent: 'open_next', year: String(fiscalYear(today)) }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.indicators', at: async () => { await fresh.indicator(++pastIndicators); return '/desk/indicators' }, body: () => ({ intent: 'close', year: String(pastIndicators) }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.indicators', at: () => '/desk/indicators', body: () => ({ intent: 'reopen', year: '2199' }), answers: '302 403 403 403 403 403 422 422 403 403' },
  { route: 'desk_.indicators_.new', at: () => '/desk/indicators/new', body: () => ({ key: `new_${randomUUID().slice(0, 8)}`, name: '指標', theme: '施策', definition: '数えます。', position: '1', unit: 'people', method: 'sum', year: '2026' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.indicators_.$key', at: async () => `/desk/indicators/${await fresh.indicator()}`, body: () => ({ intent: 'describe', name: '指標', theme: '施策', definition: '数えます。', position: '1', unit: 'people', method: 'sum', version: '1' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.indicators_.$key', at: async () => `/desk/indicators/${await fresh.indicator()}`, body: () => ({ intent: 'year', target: '5', version: '1' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.indicators_.$key', at: async () => `/desk/indicators/${await fresh.keeperOf()}`, body: () => ({ intent: 'keeper_add', user: lastKeeper }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.indicators_.$key', at: async () => `/desk/indicators/${await fresh.keeperOf()}`, body: () => ({ intent: 'keeper_remove', user: lastKeeper }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.indicators_.$key', at: async () => `/desk/indicators/${await fresh.indicator()}`, body: () => ({ intent: 'end', version: '1' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'help', at: () => '/help', body: () => ({ q: '夫がこわい' }), answers: all(200) },
  { route: 'desk_.help_.new', at: () => '/desk/help/new', body: serviceFields, answers: '302 403 403 403 403 403 302 302 422 403' },
  { route: 'desk_.help_.$id', at: async () => `/desk/help/${await aService('draft')}`, body: () => ({ intent: 'publish', version: '1' }), answers: '302 403 403 403 403 403 302 302 404 403' },
  { route: 'desk_.help_.$id', at: async () => `/desk/help/${await aService()}`, body: () => ({ intent: 'checked', version: '1' }), answers: '302 403 403 403 403 403 302 302 404 403' },
  { route: 'desk_.help_.$id', at: async () => `/desk/help/${await aService()}`, body: () => ({ ...serviceFields(), version: '1' }), answers: '302 403 403 403 403 403 302 302 404 403' },
  { route: 'desk_.subsidies_.budgets', at: () => '/desk/subsidies/budgets', body: () => fresh.newBudget(), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.subsidies_.budgets_.$id', at: async () => `/desk/subsidies/budgets/${await fresh.budget()}`, body: async () => ({ cause: 'supplementary', direction: 'add', amount: '1', note: '補正', seen: String(lastEntry) }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.subsidies_.budgets_.$id_.carry', at: async () => `/desk/subsidies/budgets/${await fresh.budget(fiscalYear(today))}/carry`, body: () => ({ amount: '1', cause: 'permitted', note: '理由' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.subsidies_.budgets_.$id_.round', at: async () => `/desk/subsidies/budgets/${await fresh.budgetInNeed()}/round`, body: () => ({ intent: 'make', method: 'first_come' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.subsidies_.budgets_.$id_.round', at: async () => `/desk/subsidies/budgets/${await fresh.budgetInNeed()}/round`, body: () => ({ intent: 'judge', [`urgency-${lastApplication}`]: '50' }), answers: '302 403 403 403 403 403 302 403 403 403' },
  { route: 'associations_.$slug._index', at: here, body: () => ({}), answers: all(302) },
  { route: 'associations_.$slug.edit', at: () => `${here()}/edit`, body: () => ({ intent: 'withdraw' }), answers: '302 403 302 302 403 302 302 403 403 302' },
  { route: 'associations.new', at: () => '/associations/new', body: () => ({ parent: String(home.id), name: `${randomUUID().slice(0, 8)}班`, reading: 'はん', slug: `g-${randomUUID().slice(0, 8)}` }), answers: '302 403 302 302 403 302 302 403 403 302' },
  { route: 'associations_.$slug.members', at: () => `${here()}/members`, body: async () => ({ intent: 'confirm', id: String(await fresh.membership()) }), answers: '302 403 302 302 403 302 403 403 403 403' },
  { route: 'associations_.$slug.members', at: () => `${here()}/members`, body: () => ({ intent: 'create_code', association: String(home.id), days: '30' }), answers: '302 403 302 302 403 302 403 403 403 403' },
  { route: 'associations_.$slug.officers', at: () => `${here()}/officers`, body: () => ({ association: String(home.id), email: email(), post: 'board_member', startsOn: today, endsOn: addDays(today, 90) }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.posts.$id_.tasks', at: async () => `${here()}/posts/${(await fresh.task()).post}/tasks`, body: () => ({ intent: 'library', keys: 'festival' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.posts.$id_.tasks', at: async () => `${here()}/posts/${(await fresh.task()).post}/tasks`, body: () => ({ intent: 'remove', task: String(lastTask), version: '1' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.posts.$id_.tasks_.$task', at: async () => `${here()}/posts/${(await fresh.task()).post}/tasks/new`, body: taskFields, answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.posts.$id_.tasks_.$task', at: async () => { const { post, id } = await fresh.task(); return `${here()}/posts/${post}/tasks/${id}` }, body: () => ({ ...taskFields(), version: '1' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.posts.$id_.tasks_.fill', at: async () => `${here()}/posts/${(await fresh.task()).post}/tasks/fill`, body: () => ({ keys: '1', digest: 'of another plan' }), answers: '302 403 409 403 403 409 409 403 403 409' },
  { route: 'associations_.$slug.posts.$id_.records', at: async () => `${here()}/posts/${(await fresh.task()).post}/records`, body: () => ({ task: '', title: '総会', doneOn: today, minutes: '60' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.posts.$id_.records_.$record', at: async () => { const { post, record } = await fresh.task(); return `${here()}/posts/${post}/records/${record}` }, body: () => ({ task: '', title: '総会', doneOn: today, minutes: '60', version: '1' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.posts.$id_.records_.$record', at: async () => { const { post, record } = await fresh.task(); return `${here()}/posts/${post}/records/${record}` }, body: () => ({ intent: 'remove', version: '1' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.officers_.posts.$post', at: () => `${here()}/officers/posts/new`, body: () => ({ ...postFields(), post: 'board_member' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.officers_.posts.$post', at: async () => `${here()}/officers/posts/${(await fresh.seat()).post}`, body: () => ({ ...postFields(), version: '1' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.officers_.posts.$post', at: async () => `${here()}/officers/posts/${(await fresh.seat()).post}`, body: () => ({ intent: 'close', version: '1' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.officers_.seats.$seat', at: async () => `${here()}/officers/seats/${(await fresh.seat()).id}`, body: () => ({ ...SOMEBODY, startsOn: today, endsOn: addDays(today, 90) }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.officers_.next', at: async () => { lastSeat = (await fresh.seat(true)).id; return `${here()}/officers/next` }, body: () => ({ startsOn: addDays(today, 91), seats: String(lastSeat) }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.officers_.$id._index', at: async () => `${here()}/officers/${await fresh.named()}`, body: () => ({ intent: 'contact', phone: '072-000-0000', scopes: 'city', givenOn: today, agreed: 'on' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.officers_.$id._index', at: async () => `${here()}/officers/${await fresh.named()}`, body: () => ({ intent: 'show_name' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.officers_.$id._index', at: async () => `${here()}/officers/${await fresh.named()}`, body: () => ({ intent: 'names', ...SOMEBODY }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.officers_.import', at: () => `${here()}/officers/import`, body: rosterFile, answers: '302 403 200 403 403 200 200 403 403 200' },
  { route: 'officers.import', at: () => '/officers/import', body: rosterFile, answers: '302 403 422 403 422 422 422 403 403 422' },
  { route: 'associations_.$slug.officers_.$id.end', at: async () => `${here()}/officers/${await fresh.term()}/end`, body: () => ({ lastDay: today }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.handover', at: () => `${here()}/handover`, body: async () => ({ seat: String((await fresh.seat(true)).id) }), answers: '302 403 302 403 403 302 403 403 403 403' },
  { route: 'associations_.$slug.handover_.$id', at: async () => `${here()}/handover/${(await fresh.pack()).id}`, body: () => ({ intent: 'tick', side: 'out', shown: String(lastItem), ticked: String(lastItem) }), answers: '302 404 302 404 404 302 404 404 404 404' },
  { route: 'associations_.$slug.handover_.$id', at: async () => `${here()}/handover/${(await fresh.pack()).id}`, body: () => ({ intent: 'add', title: '鍵', kind: 'key' }), answers: '302 404 302 404 404 302 404 404 404 404' },
  { route: 'associations_.$slug.handover_.$id', at: async () => `${here()}/handover/${(await fresh.pack()).id}`, body: () => ({ intent: 'sign', side: 'in', version: '1', agreed: 'on' }), answers: '302 404 403 404 404 403 404 404 404 404' },
  { route: 'associations_.$slug.handover_.$id', at: async () => `${here()}/handover/${(await fresh.pack()).id}`, body: () => ({ intent: 'take_back', version: '1' }), answers: '302 404 409 404 404 409 404 404 404 404' },
  { route: 'associations_.$slug.handover_.$id', at: async () => `${here()}/handover/${(await fresh.pack()).id}`, body: () => ({ intent: 'drop', version: '1' }), answers: '302 404 302 404 404 403 404 404 404 404' },
  { route: 'associations_.$slug.handover_.$id_.items.$item', at: async () => { const { id, item } = await fresh.pack(); return `${here()}/handover/${id}/items/${item}` }, body: () => ({ title: '鍵', reason: 'ない', seen: itemMark({ title: '鍵', note: '', reason: '' }) }), answers: '302 404 302 404 404 302 404 404 404 404' },
  { route: 'associations_.$slug.handover_.$id_.items.$item', at: async () => { const { id, item } = await fresh.pack(); return `${here()}/handover/${id}/items/${item}` }, body: () => ({ intent: 'remove' }), answers: '302 404 302 404 404 302 404 404 404 404' },
  { route: 'associations_.$slug.handover_.$id_.money', at: async () => `${here()}/handover/${(await fresh.pack('treasurer')).id}/money`, body: () => ({ intent: 'write', version: '1', asOf: today, cash: '1', book: '1' }), answers: '302 404 302 404 404 404 404 404 404 404' },
  { route: 'associations_.$slug.handover_.$id_.money', at: async () => `${here()}/handover/${(await fresh.pack('treasurer')).id}/money`, body: () => ({ intent: 'audit', version: '1' }), answers: '302 404 403 404 404 404 404 404 404 404' },
  { route: 'associations_.$slug.posts.$id_.notes', at: async () => `${here()}/posts/${(await fresh.pack()).post}/notes`, body: () => ({ month: '4', text: '文' }), answers: '302 403 302 403 403 403 403 403 403 403' },
  { route: 'associations_.$slug.posts.$id_.notes_.$note', at: async () => { const { post, note } = await fresh.pack(); return `${here()}/posts/${post}/notes/${note}` }, body: () => ({ month: '4', text: '文', version: '1' }), answers: '302 403 302 403 403 403 403 403 403 403' },
  { route: 'associations_.$slug.posts.$id_.notes_.$note', at: async () => { const { post, note } = await fresh.pack(); return `${here()}/posts/${post}/notes/${note}` }, body: () => ({ intent: 'remove' }), answers: '302 403 302 403 403 403 403 403 403 403' },
  { route: 'volunteering.calls', at: () => '/volunteering/calls', body: () => ({ theme: 'any', email: email() }), answers: all(302) },
  { route: 'volunteering.host.new', at: async () => { lastProgramme = await aProgramme(); return '/volunteering/host/new' }, body: () => placeFields(lastProgramme, `a${home.id}`), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'volunteering.host.register', at: () => '/volunteering/host/register', body: hostFields, answers: all(302) },
  { route: 'volunteering.host.organisations.$id', at: async () => `/volunteering/host/organisations/${await aHost(HOSTING)}`, body: hostFields, answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'volunteering.host.$id', at: () => fresh.place('draft'), body: () => ({ intent: 'submit', version: '1' }), answers: '302 404 302 302 404 404 404 404 302 404' },
  { route: 'volunteering.host.$id', at: () => fresh.place('draft'), body: () => ({ intent: 'delete', version: '1' }), answers: '302 404 302 302 404 404 404 404 302 404' },
  { route: 'volunteering.host.$id_.edit', at: async () => `${await fresh.place()}/edit`, body: () => ({ meeting_point: '門', supervisor: '書記', version: '1' }), answers: '302 404 302 302 404 404 404 404 302 404' },
  { route: 'volunteering.host.$id_.sessions', at: async () => `${await fresh.place()}/sessions`, body: () => sessionFields(12), answers: '302 404 302 302 404 404 404 404 302 404' },
  { route: 'volunteering.host.$id_.photos', at: async () => `/volunteering/host/${await fresh.placeWithPhoto()}/photos`, body: () => ({ intent: 'remove', photo: String(lastPhoto) }), answers: '302 404 302 302 404 404 404 404 302 404' },
  { route: 'desk_.volunteering_.places.$id', at: async () => `/desk/volunteering/places/${(await aPlace({ associationId: home.id }, 'submitted')).place}`, body: () => ({ decision: 'publish', version: '1' }), answers: '302 403 403 403 403 403 403 403 302 403' },
  { route: 'desk_.volunteering_.hosts', at: async () => { lastHost = await aHost([], 'asked'); return '/desk/volunteering/hosts' }, body: () => ({ intent: 'move', host: String(lastHost), to: 'registered', version: '1' }), answers: '302 403 403 403 403 403 403 403 302 403' },
  { route: 'desk_.volunteering_.helpers', at: () => '/desk/volunteering/helpers', body: () => ({ association: String(home.id) }), answers: '302 403 403 403 403 403 403 403 200 403' },
  { route: 'desk_.volunteering_.hosts', at: () => '/desk/volunteering/hosts', body: () => ({ name: randomUUID(), keeper: 'reviewer@demo.example' }), answers: '302 403 403 403 403 403 403 403 302 403' },
  { route: 'desk_.volunteering_.programmes.new', at: () => '/desk/volunteering/programmes/new', body: programmeFields, answers: '302 403 403 403 403 403 403 403 302 403' },
  { route: 'desk_.volunteering_.programmes.$id', at: async () => `/desk/volunteering/programmes/${await aProgramme()}`, body: programmeFields, answers: '302 403 403 403 403 403 403 403 302 403' },
  { route: 'desk_.volunteering_.programmes.$id', at: async () => `/desk/volunteering/programmes/${await aProgramme()}`, body: () => ({ intent: 'copy' }), answers: '302 403 403 403 403 403 403 403 302 403' },
  { route: 'desk_.volunteering_.programmes.$id', at: async () => `/desk/volunteering/programmes/${await aProgramme()}`, body: () => ({ intent: 'move', to: 'closed', version: '1' }), answers: '302 403 403 403 403 403 403 403 302 403' },
  { route: 'surveys.new', at: () => '/surveys/new', body: surveyFields, answers: '302 403 302 302 422 422 422 422 403 403' },
  { route: 'surveys.$id_.answer', at: async () => `${await survey(forAll)}/answer`, body: () => sheet(lastSurvey.questions), answers: all(302) },
  { route: 's.$token', at: surveyLink, body: () => sheet(lastSurvey.questions), answers: all(302) },
  { route: 'surveys.$id_.address', at: async () => `${await survey(forAll)}/address`, body: () => ({ email: email() }), answers: all(302) },
  { route: 'surveys.$id_.edit', at: async () => `${await survey({ state: 'draft' })}/edit`, body: () => ({ intent: 'survey', version: '1', ...surveyFields() }), answers: '302 403 302 302 404 404 404 404 403 403' },
  { route: 'surveys.$id_.edit', at: async () => `${await survey({ state: 'draft' })}/edit`, body: () => ({ intent: 'verb', verb: 'open', version: '1' }), answers: '302 403 302 302 404 404 404 404 403 403' },
  { route: 'surveys.$id_.edit', at: async () => `${await survey()}/edit`, body: () => ({ intent: 'down', question: String(lastSurvey.questions[0]?.id), version: '1' }), answers: '302 403 302 302 404 404 404 404 403 403' },
  { route: 'surveys.$id_.questions_.new', at: async () => `${await survey()}/questions/new`, body: () => QUESTION, answers: '302 403 302 302 404 404 404 404 403 403' },
  { route: 'surveys.$id_.questions_.$question', at: async () => `${await survey()}/questions/${lastSurvey.questions[0]?.id}`, body: () => QUESTION, answers: '302 403 302 302 404 404 404 404 403 403' },
  { route: 'surveys.$id_.texts', at: async () => `${await overSurvey()}/texts`, body: () => ({ t0_id: lastText, t0_show: 'yes', t0_text: '街灯がほしい' }), answers: '302 403 302 302 404 404 404 404 403 403' },
  { route: 'surveys.$id_.sheets[.]pdf', at: async () => `${await surveyWithHousehold()}/sheets.pdf`, body: () => ({ part: `${home.id}-0`, which: 'again', sides: 'two' }), answers: '302 403 200 200 404 404 404 404 403 403' },
  { route: 'surveys.$id_.sheets[.]pdf', at: async () => `${await surveyWithHousehold()}/sheets.pdf`, body: () => ({ household: String(lastHousehold), sides: 'one' }), answers: '302 403 200 200 404 404 404 404 403 403' },
  { route: 'surveys.$id_.paper', at: async () => `${await surveyWithHousehold()}/paper`, body: () => ({ intent: 'tick', area: String(home.id), person: `h:${lastHousehold}` }), answers: '302 403 302 302 404 404 404 404 403 403' },
  { route: 'surveys.$id_.paper', at: async () => `${await surveyWithHousehold(false)}/paper`, body: () => ({ intent: 'named', area: String(home.id), person: `h:${lastHousehold}`, ...sheet(lastSurvey.questions) }), answers: '302 403 302 302 404 404 404 404 403 403' },
  { route: 'openings.$id_.interest', at: async () => `/openings/${await anOpening(home.id)}/interest`, body: () => ({ name: '雪野', phone: '072-111-2222', agreed: 'on', submission: randomUUID() }), answers: all(302) },
  { route: 'openings.$id_.candidature', at: async () => `/openings/${await anOpening(home.id)}/candidature`, body: () => ({ message: 'やります', agreed: 'on', submission: randomUUID() }), answers: all(302) },
  { route: 'openings.$id_.nominate', at: async () => `/openings/${await anOpening(home.id)}/nominate`, body: () => ({ by: 'mail', email: email(), told: 'on' }), answers: '302 302 302 302 403 403 403 403 403 403' },
  { route: 'interest.$key', at: async () => `/interest/${(await anInterest(await anOpening(home.id))).key}`, body: () => ({ intent: 'withdraw' }), answers: all(302) },
  { route: 'interest.$key', at: async () => `/interest/${(await anInterest(await anOpening(home.id), { stage: 'asked' })).key}`, body: () => ({ intent: 'consent', name: '雪野', phone: '072-111-2222', agreed: 'on', version: '1' }), answers: all(302) },
  { route: 'associations_.$slug.resolutions_.new', at: () => `${here()}/resolutions/new`, body: () => ({ title: '決議', way: 'consent_then_majority', unit: 'person', consent_until: addDays(today, 5), vote_until: addDays(today, 12) }), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: 'associations_.$slug.resolutions_.$id_.edit', at: async () => `${await decision('draft')}/edit`, body: () => ({ intent: 'item', item_title: '議案', preset: 'ordinary', version: '1' }), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id_.edit', at: async () => `${await decision()}/edit`, body: () => ({ intent: 'delete', version: '1' }), answers: '302 404 409 409 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id', at: () => decision('draft'), body: async () => ({ intent: 'start', version: '1', seen: await seenIn(lastDecision.id) }), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id', at: () => decision(), body: () => ({ intent: 'close', version: '1' }), answers: '302 404 409 409 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id_.voters', at: async () => `${await decision('draft')}/voters`, body: () => ({ intent: 'add', names: '青木' }), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id_.papers', at: async () => `${await decision('consenting')}/papers`, body: () => ({ intent: 'enter', number: '2', consents: 'yes' }), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id_.check', at: async () => `${await decision('checking')}/check`, body: () => ({ intent: 'confirm', version: '1' }), answers: '302 404 404 404 404 404 404 404 404 404' },
  { route: 'associations_.$slug.resolutions_.$id_.sheets[.]pdf', at: async () => `${await decision()}/sheets.pdf`, body: () => ({ which: 'all' }), answers: '302 404 200 200 404 404 404 404 404 404' },
  { route: 'resolutions.$id.vote', at: async () => `/resolutions/${(await asked()).id}/vote`, body: () => ({ intent: 'vote', [`item_${lastDecision.item}`]: 'for' }), answers: '302 404 302 404 404 404 404 404 404 404' },
  { route: 'r.$token', at: async () => `/r/${(await asked()).token}`, body: () => ({ intent: 'vote', [`item_${lastDecision.item}`]: 'for' }), answers: all(302) },
  { route: 'r.$token', at: async () => `/r/${(await asked('consenting')).token}`, body: () => ({ intent: 'consent', consents: 'no' }), answers: all(302) },
  { route: 'associations_.$slug.openings_.new', at: () => `${here()}/openings/new`, body: () => ({ kind: 'task', title: '題', body: '本文', hours: '1.5', places: '1' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.openings_.$id.edit', at: async () => `${here()}/openings/${await anOpening(home.id)}/edit`, body: () => ({ kind: 'task', title: '題', body: '本文', hours: '2', places: '1', version: '1' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.openings_.$id.edit', at: async () => `${here()}/openings/${await anOpening(home.id, { state: 'draft' })}/edit`, body: () => ({ intent: 'move', verb: 'publish', version: '1' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.openings_.$id.edit', at: async () => `${here()}/openings/${await anOpening(home.id)}/edit`, body: () => ({ intent: 'voice', who: '元会計', text: '楽しいです', consentOn: today, agreed: 'on' }), answers: '302 403 302 403 403 302 302 403 403 302' },
  { route: 'associations_.$slug.interest', at: () => `${here()}/interest`, body: () => ({ answerDays: '7' }), answers: '302 403 302 403 403 403 403 403 403 403' },
  { route: 'associations_.$slug.interest_.$id', at: async () => `${here()}/interest/${(await anInterest(await anOpening(home.id))).id}`, body: () => ({ stage: 'contacted', note: '電話した', version: '1' }), answers: '302 403 302 403 403 403 403 403 403 403' },
  { route: 'associations_.$slug.interest_.$id', at: async () => `${here()}/interest/${(await anInterest(await anOpening(home.id))).id}`, body: () => ({ intent: 'erase', version: '1' }), answers: '302 403 302 403 403 403 403 403 403 403' },
  { route: 'subscriptions._index', at: () => '/subscriptions', body: () => ({ email: email(), rhythm: 'at_once' }), answers: all(302) },
  { route: 'subscriptions.confirm', at: () => '/subscriptions/confirm', body: () => ({ token: 'x'.repeat(43) }), answers: all(410) },
  { route: 'subscriptions.manage', at: () => '/subscriptions/manage', body: () => ({ intent: 'end', token: 'x' }), answers: all(404) },
  { route: 'unsubscribe.$token', at: () => '/unsubscribe/x', body: () => ({ 'List-Unsubscribe': 'One-Click' }), answers: all(404) },
  { route: 'mail.bounces', at: () => '/mail/bounces', body: () => ({}), answers: all(404) },
  { route: 'subscriptions.device', at: () => '/subscriptions/device', body: () => ({ intent: 'save', ...device() }), answers: all(302) },
  { route: 'subscriptions.device', at: () => '/subscriptions/device', body: () => ({ intent: 'end', id: '999999999' }), answers: all(404) },
  { route: 'subscriptions.device_.renew', at: () => '/subscriptions/device/renew', body: async () => ({ ...device(), ...(await fresh.endpoint()) }), answers: all(204) },
  { route: 'desk_.exchange_.$id_.$act', at: async () => { lastSection = await aSection(); return `/desk/exchange/${await askedBy(home.id)}/route` }, body: () => ({ version: '1', section: String(lastSection) }), answers: byCity },
  { route: 'desk_.exchange_.$id_.$act', at: async () => `/desk/exchange/${await aMatter({ state: 'waiting', email: email() })}/refuse`, body: () => ({ version: '1', reason: '理由' }), answers: byCity },
  { route: 'desk_.exchange_.$id_.$act', at: async () => `/desk/exchange/${await askedBy(home.id)}/note`, body: () => ({ text: 'メモ' }), answers: byCity },
  { route: 'desk_.exchange_.$id_.$act', at: async () => `/desk/exchange/${await askedBy(home.id)}/finish`, body: () => ({ version: '1', text: '終わり' }), answers: '302 403 403 403 403 403 409 409 403 403' },
  { route: 'desk_.exchange_.settings', at: () => '/desk/exchange/settings', body: () => ({ routeDays: '3', answerDays: '14', directAllowed: 'on', version: '1' }), answers: '302 403 403 403 403 403 302 409 403 403' },
  { route: 'exchange.new', at: () => '/exchange/new', body: () => ({ channel: 'direct', kind: 'question', category: 'road', title: '道', body: '道です', name: '木村', email: email(), rules: 'on', similar: 'on', submission: randomUUID() }), answers: all(302) },
  { route: 'exchange.new', at: () => '/exchange/new', body: () => ({ channel: 'association', association: String(home.id), kind: 'question', category: 'road', title: '道', body: '道です', rules: 'on', similar: 'on', submission: randomUUID() }), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: 'exchange.$id', at: async () => `/exchange/${await askedBy(home.id)}`, body: () => ({ intent: 'follow', email: email() }), answers: all(302) },
  { route: 'exchange.$id', at: async () => `/exchange/${await askedBy(home.id)}`, body: () => ({ intent: 'withdraw', version: '1' }), answers: '404 404 302 302 404 404 404 404 404 404' },
  { route: 'exchange.$id', at: async () => `/exchange/${await askedIn(home.district)}`, body: () => ({ intent: 'support' }), answers: '302 302 302 302 403 302 403 403 403 403' },
  { route: 'exchange.$id', at: async () => `/exchange/${await askedIn(home.district)}`, body: () => ({ intent: 'support', association: String(home.id) }), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: 'exchange.mine_.$key', at: async () => `/exchange/mine/${await askedByKey()}`, body: () => ({ intent: 'prove' }), answers: all(302) },
  { route: 'exchange.$id_.photos', at: async () => { const id = await askedBy(home.id); lastPhoto = await photoOf(id); return `/exchange/${id}/photos` }, body: () => ({ intent: 'remove', photo: String(lastPhoto) }), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'exchange.follow.$key', at: async () => `/exchange/follow/${await followerOf(await askedBy(home.id))}`, body: () => ({}), answers: all(302) },
  { route: 'exchange.unfollow.$key', at: async () => `/exchange/unfollow/${await followerOf(await askedBy(home.id))}`, body: () => ({}), answers: all(200) },
  { route: 'exchange_.talks_.new', at: () => '/exchange/talks/new', body: () => talkForm(), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: 'exchange_.talks_.$id', at: async () => `/exchange/talks/${await aTalk(home.id)}`, body: () => ({ intent: 'answer', association: String(home.id), answer: 'place', people: '2', version: '0' }), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: 'exchange_.talks_.$id', at: async () => `/exchange/talks/${await aTalk(home.id)}`, body: () => ({ intent: 'ask', text: '道は広がりますか。' }), answers: all(302) },
  { route: 'exchange_.talks_.$id', at: async () => { const id = await publishedTalk(); lastTalkRow = await anOutcome(id, home.id, today); return `/exchange/talks/${id}` }, body: () => ({ intent: 'tick', id: String(lastTalkRow), done: 'yes', version: '1' }), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: 'exchange_.talks_.$id_.edit', at: async () => `/exchange/talks/${await aTalk(home.id)}/edit`, body: () => ({ ...talkForm(), version: '1' }), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: 'exchange_.talks_.$id_.edit', at: async () => `/exchange/talks/${await aTalk(home.id, { state: 'draft' })}/edit`, body: () => ({ intent: 'move', verb: 'announce', version: '1' }), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'exchange_.talks_.$id_.edit', at: async () => `/exchange/talks/${await aTalk(home.id)}/edit`, body: () => ({ intent: 'move', verb: 'cancel', reason: '台風', version: '1' }), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: 'exchange_.talks_.$id_.edit', at: async () => `/exchange/talks/${await aTalk(home.id, { state: 'draft' })}/edit`, body: () => ({ intent: 'discard', version: '1' }), answers: '302 404 302 302 404 404 404 404 404 404' },
  { route: 'exchange_.talks_.$id_.agenda', at: async () => `/exchange/talks/${await aTalk(home.id)}/agenda`, body: () => ({ intent: 'add', title: '公園', minutes: '20' }), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: 'exchange_.talks_.$id_.attendance', at: async () => `/exchange/talks/${await aTalk(home.id)}/attendance`, body: () => ({ association: String(home.id), [`answer_${home.id}`]: 'place', [`people_${home.id}`]: '2', [`version_${home.id}`]: '0' }), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: 'exchange_.talks_.$id_.questions', at: async () => { const id = await aTalk(home.id); lastTalkRow = await aQuestion(id); return `/exchange/talks/${id}/questions` }, body: () => ({ id: String(lastTalkRow), decision: 'show', version: '1' }), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: 'exchange_.talks_.$id_.minutes', at: async () => `/exchange/talks/${await aTalk(home.id, { state: 'held' })}/minutes`, body: () => ({ minutes: '決めた', do: 'publish', version: '1' }), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: 'exchange_.talks_.$id_.outcomes', at: async () => `/exchange/talks/${await aTalk(home.id, { state: 'held' })}/outcomes`, body: () => ({ intent: 'add', text: '当番表', owner: `association:${home.id}`, dueOn: today }), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: 'associations_.$slug.exchange', at: async () => { lastAsked = await askedThrough(home.id, 'resident@demo.example'); return `${here()}/exchange` }, body: () => ({ intent: 'pass_on', id: String(lastAsked), version: '1' }), answers: '302 403 302 302 403 403 403 403 403 403' },
  { route: 'desk_.sections', at: () => '/desk/sections', body: () => ({ name: randomUUID() }), answers: '302 403 403 403 403 403 302 403 403 302' },
  { route: 'desk_.sections_.$id', at: async () => `/desk/sections/${await aSection()}`, body: () => ({ intent: 'change', name: randomUUID(), version: '1' }), answers: '302 403 403 403 403 403 302 403 403 302' },
  { route: 'reports.new', at: async () => `/reports/new?subject=matter&id=${await aMatter()}`, body: () => ({ reason: 'abuse' }), answers: all(302) },
  { route: 'appeals.$key', at: async () => `/appeals/${(await aHiding()).key}`, body: () => ({ text: '納得できません。' }), answers: all(302) },
  { route: 'appeals.$key', at: async () => `/appeals/my-${(await aHiding({ authorId: await ofTheChair() })).hiding}`, body: () => ({ text: '納得できません。' }), answers: '302 404 302 404 404 404 404 404 404 404' },
  { route: 'desk_.moderation_.$subject.$id', at: reportedPost, body: () => ({ intent: 'keep', reason: '反していません。', seen: String(lastReport) }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.moderation_.$subject.$id', at: reportedPost, body: () => ({ intent: 'hide', rule: 'abuse', reason: '悪口のためです。' }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.moderation_.$subject.$id', at: () => hiddenPost(), body: () => ({ intent: 'lift', reason: '確かめました。', hiding: String(lastHiding) }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'desk_.moderation_.$subject.$id', at: () => hiddenPost(true), body: () => ({ intent: 'judge', choice: 'granted', reason: '確かめました。', hiding: String(lastHiding) }), answers: '302 403 403 403 403 403 302 302 403 403' },
  { route: 'sign-in', at: () => '/sign-in', body: () => ({ email: email(), intent: 'link' }), answers: all(302) },
  { route: 'sign-in_.link', at: () => '/sign-in/link', body: () => ({ token: 'x'.repeat(43) }), answers: all(410) },
  { route: 'sign-in_.code', at: () => '/sign-in/code', body: () => ({ code: '000000' }), answers: all(302) },
  { route: 'register', at: () => '/register', body: () => ({ email: email() }), answers: `422 ${roles.slice(1).map(() => 302).join(' ')}` },
  { route: 'join', at: () => '/join', body: async () => ({ code: (await fresh.code()).code }), answers: all(302) },
  { route: 'invitations.$token', at: () => '/invitations/x', body: () => ({}), answers: `422 ${roles.slice(1).map(() => 410).join(' ')}` },
  { route: 'account.delete', at: () => '/account/delete', body: () => ({}), answers: `302 ${roles .slice(1) .map(() => 422) .join(' ')}` },
  { route: 'account.email', at: () => '/account/email', body: () => ({}), answers: `302 ${roles .slice(1) .map(() => 422) .join(' ')}` },
  { route: 'account.memberships', at: () => '/account/memberships', body: async () => ({ intent: 'leave', id: String(await fresh.membership()) }), answers: '302 403 409 409 403 409 403 403 403 403' },
  { route: 'account.password', at: () => '/account/password', body: () => ({}), answers: `302 ${roles .slice(1) .map(() => 422) .join(' ')}` },
  { route: 'account.profile', at: () => '/account/profile', body: () => ({}), answers: `302 ${roles.slice(1).map(() => 422).join(' ')}` },
  { route: 'account.second-factor', at: () => '/account/second-factor', body: () => ({ intent: 'confirm', code: '000000' }), answers: `302 ${roles.slice(1).map(() => 409).join(' ')}` },
  { route: 'account.sessions', at: () => '/account/sessions', body: () => ({ session: 'f'.repeat(64) }), answers: all(302) },
  { route: 'admin.operation', at: () => '/admin/operation', body: () => ({ intent: 'maintenance', stage: 'off' }), answers: '302 403 403 403 403 403 403 403 403 302' },
  { route: 'admin.staff', at: () => '/admin/staff', body: async () => ({ email: `resident@demo.example`, role: 'section_staff', endsOn: today }), answers: '302 403 403 403 403 403 403 403 403 302' },
  { route: 'sign-out', at: () => '/sign-out', body: () => ({}), answers: all(302) },
]
