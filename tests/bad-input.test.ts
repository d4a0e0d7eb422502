/**
 * Every form with everything that is wrong: the answer is always a clear 4xx or a page to go on to, in the reader's
 * language, never 5xx; and what was typed comes back.
 */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { dayOf, fiscalYear } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { makeApplication } from './modules/applications/support'
import { cameTo, sessionToday } from './modules/attendance/support'
import { event, household } from './modules/events/support'
import { aSection, askedBy, askedByKey, askedThrough, followerOf, photoOf } from './modules/exchange/asked'
import { aHiding, aReport } from './modules/moderation/support'
import { anInterest, anOpening } from './modules/openings/support'
import { type Applied, applied } from './modules/participation/support'
import { aResolution } from './modules/resolutions/support'
import { answeredAndOver } from './modules/surveys/results-support'
import { aSurvey, sheet as surveySheet } from './modules/surveys/support'
import { aTalk } from './modules/talks/support'
import { aHost, aPlace, aProgramme } from './modules/volunteering/support'
import { type Body, type InProcess, openInProcess } from './setup/in-process'

let portal: InProcess
let home: { id: number; slug: string }
/** Talks of the association: announced, and held */
let talks: { coming: number; held: number }
let foreign: { id: number; slug: string }
let notice: { id: number; version: number }
/** A hall that the chair keeps */
let hall: number
/** A seat of an officer of the association */
let seat: { id: number; postId: number }
/** The handover of the chair, with an item and a note; and that of the 会計 */
let handover: { id: number; money: number; item: number; post: number; note: number }
/** The term of the chair */
/** A line of a card, and something that was done. */
let line: { post: number; task: number; record: number }
let term: number
/** A household that the chair keeps */
let kept: number
/** A rotation of duties that the chair keeps */
let duty: number
/** An AED that the chair keeps, with a report. */
let aed: { id: number; report: number }
/** Decisions of the association in writing, by their state */
let decisions: Record<'draft' | 'consenting' | 'voting' | 'checking', Awaited<ReturnType<typeof aResolution>>>
/** An opening of the association, and somebody who came forward and somebody who is asked */
let opening: number
let came: { id: number; key: string }
let namedOne: { key: string }
/** Posts that were reported, hidden, and appealed against */
let moderated: { reported: number; hidden: number; appealed: number; key: string }
/** Places of the association by their state, an organisation of the chair, and a programme */
let places: { draft: number; published: number; submitted: number; host: number; programme: number }
/** An import that waits for its columns */
let aedImport: number
/** A budget of this year */
let budget: number
/** A population file that staff have brought */
let population: number
/** A letter about a subsidy of the association. */
let letter: { application: number; id: string }
/** Applications of the association by their state */
const applications: Record<string, number> = {}
/** The draft of a programme */
const draft = '/subsidies/programmes/hirakata-hall/versions/2'
/** Somebody who came to an activity of the association, and the desk of another with its key */
/** A pupil and a friend who have applied for a place of the association */
let party: Applied
let volunteer: { key: string; member: number; session: number; desk: number; deskKey: string }
/** What was asked of the city: by the association, through it, by somebody without an account; and a section */
let matters: { own: number; photo: number; through: number; key: string; follower: string; section: number }
/** An event of the association, and a household that is asked. */
let asked: { event: number; household: number }

const SURVEY_FIELDS = [
  'association',
  'audience',
  'title',
  'introduction',
  'purpose',
  'reach',
  'unit',
  'anonymous',
  'showsRunning',
  'resultsPublic',
  'opensOn',
  'closesOn',
]
const QUESTION_FIELDS = [
  'kind',
  'label',
  'support',
  'required',
  'options',
  'most',
  'lowLabel',
  'highLabel',
  'version',
]
const surveyToken = 'a'.repeat(43)
/** Surveys of the association: one to be prepared, one to everybody without names, and one with names */
let survey: {
  draft: number
  question: number
  all: number
  named: number
  over: number
  fields: string[]
}

beforeAll(async () => {
  portal = await openInProcess()
  const associationOf = async (role: string) =>
    (
      await db.term.findFirstOrThrow({
        where: { user: { email: `${role}@demo.example` } },
        select: { association: { select: { id: true, slug: true } } },
      })
    ).association
  home = await associationOf('chair')
  talks = { coming: await aTalk(home.id), held: await aTalk(home.id, { state: 'held' }) }
  const own = await askedBy(home.id)
  matters = {
    own,
    photo: await photoOf(own),
    through: await askedThrough(home.id, 'resident@demo.example'),
    key: await askedByKey(),
    follower: await followerOf(own),
    section: await aSection(),
  }
  seat = await db.officerSeat.findFirstOrThrow({
    where: { post: { associationId: home.id } },
    select: { id: true, postId: true },
  })
  const task = { postId: seat.postId, title: '総会', minutes: 60 }
  line = {
    post: seat.postId,
    task: (await db.officerTask.create({ data: task, select: { id: true } })).id,
    record: (await db.officerRecord.create({ data: { ...task, doneOn: new Date() }, select: { id: true } }))
      .id,
  }
  term = (
    await db.term.findFirstOrThrow({ where: { user: { email: 'chair@demo.example' } }, select: { id: true } })
  ).id
  const prepared = await aSurvey({ associationId: home.id, state: 'draft' })
  const everybody = await aSurvey({ associationId: home.id, reach: 'all', unit: 'person' })
  const over = await aSurvey({ associationId: home.id })
  await answeredAndOver(over)
  survey = {
    over: over.id,
    draft: prepared.id,
    question: prepared.questions[0]?.id ?? 0,
    all: everybody.id,
    named: (await aSurvey({ associationId: home.id, anonymous: false })).id,
    fields: Object.keys(surveySheet(everybody.questions)),
  }
  await db.surveyLink.create({
    data: {
      surveyId: everybody.id,
      tokenHash: hashToken(surveyToken),
      voterKey: surveyToken,
      expiresAt: new Date(Date.now() + 86_400_000),
    },
  })
  foreign = await associationOf('otherchair')
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { email: 'chair@demo.example' } })
  const decisionIn = (state: keyof typeof decisions) => aResolution(home.id, { state, userId })
  decisions = {
    draft: await decisionIn('draft'),
    consenting: await decisionIn('consenting'),
    voting: await decisionIn('voting'),
    checking: await decisionIn('checking'),
  }
  const placeIn = async (state: 'draft' | 'published' | 'submitted') =>
    (await aPlace({ associationId: home.id }, state)).place
  places = {
    draft: await placeIn('draft'),
    published: await placeIn('published'),
    submitted: await placeIn('submitted'),
    host: await aHost(['chair@demo.example']),
    programme: await aProgramme(),
  }
  const ofChair = await db.term.findFirstOrThrow({
    where: { user: { email: 'chair@demo.example' } },
    select: { id: true, seatId: true, seat: { select: { postId: true } } },
  })
  const pack = await db.handoverPack.create({
    data: {
      seatId: ofChair.seatId ?? 0,
      fromTermId: ofChair.id,
      items: { create: { kind: 'key', title: '鍵' } },
    },
    select: { id: true, items: { select: { id: true } } },
  })
  const sheet = await db.handoverPack.findFirstOrThrow({
    where: { seat: { post: { associationId: home.id, post: 'treasurer' } } },
    select: { id: true },
  })
  const post = ofChair.seat?.postId ?? 0
  const advice = await db.handoverNote.findFirstOrThrow({ where: { postId: post }, select: { id: true } })
  handover = { id: pack.id, money: sheet.id, item: pack.items[0]?.id ?? 0, post, note: advice.id }
  notice = await db.notice.findFirstOrThrow({
    where: { associationId: home.id, state: 'published' },
    select: { id: true, version: true },
  })
  const year = fiscalYear(dayOf(new Date()))
  const programme = { create: { key: 'made-up', own: true } }
  budget = (await db.subsidyBudget.create({ data: { programme, year }, select: { id: true } })).id
  const standing = await db.subsidyProgrammeVersion.findFirstOrThrow({
    where: { programme: { key: 'hirakata-hall' } },
    select: { programmeId: true, yearFrom: true, name: true, definition: true },
  })
  await db.subsidyProgrammeVersion.create({
    data: { ...standing, definition: standing.definition ?? {}, number: 2 },
    select: { id: true },
  })
  population = (await db.populationSet.create({ data: { name: '人口' }, select: { id: true } })).id
  asked = { event: await event(home), household: await household(home) }
  kept = (await db.household.findFirstOrThrow({ select: { id: true }, orderBy: { id: 'asc' } })).id
  const [hidden, appealed] = [await aHiding(), await aHiding({ appealed: true })]
  moderated = {
    reported: (await aReport()).matter,
    hidden: hidden.matter,
    key: hidden.key,
    appealed: appealed.matter,
  }
  opening = await anOpening(home.id)
  came = await anInterest(opening)
  namedOne = await anInterest(opening, { stage: 'asked' })
  const rotation = { name: '当番', unit: 'household', associationId: home.id }
  duty = (await db.dutyRotation.create({ data: rotation, select: { id: true } })).id
  const { id } = await db.aed.create({ data: { name: 'AED', associationId: home.id }, select: { id: true } })
  const source = { create: { name: '試験' } }
  aedImport = (await db.aedImport.create({ data: { source, fileName: 'a.csv' }, select: { id: true } })).id
  const report = { aedId: id, kind: 'other' as const, submissionId: randomUUID() }
  aed = { id, report: (await db.aedReport.create({ data: report, select: { id: true } })).id }
  hall = (
    await db.hall.findFirstOrThrow({
      where: { associations: { some: { associationId: home.id } } },
      select: { id: true },
    })
  ).id
  for (const state of ['draft', 'correcting', 'decided', 'started', 'finalised', 'submitted'] as const)
    applications[state] = (await makeApplication(state, { associationId: home.id })).id
  const application = (await makeApplication('decided', { associationId: home.id })).id
  const sent = { letter: 'decision', title: '通知', body: '本文', issuedOn: new Date() }
  letter = {
    application,
    id: (await db.subsidyLetter.create({ data: { ...sent, applicationId: application } })).id,
  }
  party = await applied(home.id)
  volunteer = { ...(await cameTo(home.id)), desk: (await sessionToday(home.id)).id, deskKey: randomUUID() }
  const deskKeyHash = hashToken(volunteer.deskKey)
  await db.volunteerSession.update({ where: { id: volunteer.desk }, data: { deskKeyHash } })
  // The circular whose sheet is entered.
  const notices = { create: [{ noticeId: notice.id, position: 0 }] }
  await db.circular.create({ data: { associationId: home.id, number: 1, notices } })
}, 300_000)

// biome-ignore format: read as one line
const HALL_FIELDS = ['name', 'reading', 'associations', 'address', 'district', 'latitude', 'longitude', 'phone', 'introduction', 'structure', 'floors', 'floor_area', 'confirmed_year', 'confirmed_month', 'confirmed_day', 'confirmed_evidence', 'started_year', 'completed_year', 'completed_day', 'designation', 'shelter_capacity', 'night_access', 'diagnosis_public', 'registered_to', 'private_note']

// biome-ignore format: read as one line
const PLACE_FIELDS = ['programme', 'host', 'need', 'need_href', 'title', 'body', 'theme', 'stages', 'together', 'orientation', 'venue', 'spot', 'town', 'meeting_point', 'bring', 'rain_rule', 'access', 'allergies', 'supervisor', 'supervisor_phone', 'version']

// biome-ignore format: read as one line
const PROGRAMME_FIELDS = ['kind', 'year', 'title', 'introduction', 'offers_from', 'offers_until', 'apply_from', 'apply_until', 'activity_from', 'activity_until', 'report_until', 'orientation', 'offer_hours', 'consent_days', 'group_most', 'insurance', 'insurance_from', 'indicator', 'version']

// biome-ignore format: read as one line
const RESOLUTION_FIELDS = ['title', 'introduction', 'article', 'way', 'secret', 'unit', 'quorum', 'consent_until', 'vote_from', 'vote_until', 'version']

/** Every form of the portal: where it is sent, by whom, and its fields; `more`: those that only the database knows. */
// biome-ignore format: read as a table
const forms: { at: () => string; role: 'guest' | 'resident' | 'chair' | 'secretary' | 'reviewer' | 'centre' | 'admin'; fields: string[]; more?: () => string[] }[] = [
  { at: () => `/volunteering/sessions/${volunteer.desk}/desk?key=${volunteer.deskKey}`, role: 'guest', fields: ['intent', 'member', 'attendance', 'mark', 'at', 'givenName', 'familyName', 'stage', 'email', 'consent', 'rest'] },
  { at: () => `/volunteering/sessions/${volunteer.desk}/marks?key=${volunteer.deskKey}`, role: 'guest', fields: ['marks'] },
  { at: () => `/volunteering/sessions/${volunteer.session}/day`, role: 'chair', fields: ['intent', 'member', 'was', 'attendance', 'minutes', 'reason', 'rest'] },
  { at: () => `/volunteering/sessions/${party.session}/apply`, role: 'guest', fields: ['submission', 'me', 'call', 'stage', 'family_name', 'given_name', 'family_reading', 'given_reading', 'email', 'phone', 'school', 'emergency_name', 'emergency_phone', 'health', 'guardian_email', 'agree', 'friend_2_name', 'friend_2_stage', 'friend_20_name'] },
  { at: () => '/volunteering/mine', role: 'guest', fields: ['email', 'family_reading', 'given_reading'] },
  { at: () => `/volunteering/mine/${party.key}`, role: 'guest', fields: ['intent', 'application', 'version'] },
  { at: () => `/volunteering/mine/${party.key}/details`, role: 'guest', fields: ['family_name', 'given_name', 'family_reading', 'given_reading', 'email', 'phone', 'school'] },
  { at: () => `/volunteering/mine/${party.key}/people/${party.member}`, role: 'guest', fields: ['emergency_name', 'emergency_phone', 'health', 'guardian_email'] },
  { at: () => `/volunteering/friends/${party.friend}`, role: 'guest', fields: ['family_name', 'given_name', 'family_reading', 'given_reading', 'email', 'phone', 'emergency_name', 'emergency_phone', 'agree'] },
  { at: () => `/consent/${party.token}`, role: 'guest', fields: ['intent', 'text_version', 'name', 'relation', 'phone', 'agree'] },
  { at: () => `/volunteering/${party.place}/questions`, role: 'guest', fields: ['audience', 'text', 'certain', 'reply_to'] },
  { at: () => '/volunteering/concern', role: 'guest', fields: ['place', 'text', 'contact'] },
  { at: () => `/volunteering/host/${party.place}/people`, role: 'chair', fields: ['session'] },
  { at: () => `/volunteering/host/${party.place}/questions`, role: 'chair', fields: ['question', 'version', 'intent', 'answer'] },
  { at: () => `/volunteering/mine/${volunteer.key}/reflection`, role: 'guest', fields: ['member', 'did', 'learned', 'again', 'mayShow'] },
  { at: () => `/volunteering/mine/${volunteer.key}/record`, role: 'guest', fields: ['intent', 'association', 'agreed'] },
  { at: () => '/certificates?index', role: 'guest', fields: ['code'] },
  { at: () => `/associations/${home.slug}/helpers`, role: 'chair', fields: ['session'] },
  { at: () => '/desk/volunteering/insurance.csv', role: 'centre', fields: ['session', 'programme'] },
  { at: () => '/desk/volunteering/questions', role: 'centre', fields: ['question', 'version', 'intent', 'answer'] },
  { at: () => `/desk/volunteering/concerns/${party.concern}`, role: 'centre', fields: ['version', 'state', 'outcome'] },
  { at: () => `/desk/volunteering/applications/${party.application}`, role: 'centre', fields: ['intent', 'version', 'member'] },
  { at: () => `/desk/volunteering/applications/${party.application}/sheet.pdf`, role: 'centre', fields: ['member', 'sheet'] },
  { at: () => '/exchange/new', role: 'guest', fields: ['channel', 'association', 'district', 'kind', 'category', 'title', 'body', 'place', 'latitude', 'longitude', 'name', 'email', 'rules', 'similar', 'personal_ok', 'submission'] },
  { at: () => '/exchange/new', role: 'chair', fields: ['channel', 'association', 'district', 'kind', 'category', 'title', 'body', 'place', 'latitude', 'longitude', 'rules', 'similar', 'personal_ok', 'submission'] },
  { at: () => `/exchange/${matters.own}`, role: 'guest', fields: ['intent', 'email', 'association', 'version'] },
  { at: () => `/exchange/${matters.own}`, role: 'chair', fields: ['intent', 'association', 'version'] },
  { at: () => `/exchange/${matters.own}/photos`, role: 'chair', fields: ['intent', 'photo', 'description'] },
  { at: () => `/exchange/mine/${matters.key}`, role: 'guest', fields: ['intent', 'version', 'photo', 'description'] },
  { at: () => `/exchange/follow/${matters.follower}`, role: 'guest', fields: ['intent'] },
  { at: () => '/exchange/talks/new', role: 'chair', fields: ['association', 'audience', 'title', 'introduction', 'startsAt', 'endsAt', 'place', 'spot', 'onlineUrl', 'answerBy'] },
  { at: () => `/exchange/talks/${talks.coming}`, role: 'chair', fields: ['intent', 'association', 'answer', 'people', 'version', 'text', 'personal_ok', 'id', 'done'] },
  { at: () => `/exchange/talks/${talks.coming}/edit`, role: 'chair', fields: ['intent', 'verb', 'reason', 'version', 'audience', 'title', 'introduction', 'startsAt', 'endsAt', 'place', 'spot', 'onlineUrl', 'answerBy'] },
  { at: () => `/exchange/talks/${talks.coming}/agenda`, role: 'chair', fields: ['intent', 'title', 'text', 'minutes', 'section', 'matter', 'id', 'way'] },
  { at: () => `/exchange/talks/${talks.coming}/attendance`, role: 'chair', fields: ['association', 'answer_1', 'people_1', 'came_1', 'version_1'] },
  { at: () => `/exchange/talks/${talks.coming}/questions`, role: 'chair', fields: ['id', 'decision', 'words', 'version'] },
  { at: () => `/exchange/talks/${talks.held}/minutes`, role: 'chair', fields: ['minutes', 'do', 'version'] },
  { at: () => `/exchange/talks/${talks.held}/outcomes`, role: 'chair', fields: ['intent', 'text', 'owner', 'dueOn', 'id', 'done', 'version'] },
  { at: () => `/associations/${home.slug}/exchange`, role: 'chair', fields: ['intent', 'id', 'version', 'reason'] },
  { at: () => `/desk/exchange/${matters.own}/receive`, role: 'reviewer', fields: ['version'] },
  { at: () => `/desk/exchange/${matters.own}/refuse`, role: 'reviewer', fields: ['version', 'reason', 'turn'] },
  { at: () => `/desk/exchange/${matters.own}/route`, role: 'reviewer', fields: ['version', 'section', 'owner', 'due', 'text'] },
  { at: () => `/desk/exchange/${matters.own}/reroute`, role: 'reviewer', fields: ['version', 'section', 'owner', 'due', 'reason'] },
  { at: () => `/desk/exchange/${matters.own}/owner`, role: 'reviewer', fields: ['version', 'owner'] },
  { at: () => `/desk/exchange/${matters.own}/due`, role: 'reviewer', fields: ['version', 'due', 'reason'] },
  { at: () => `/desk/exchange/${matters.own}/join`, role: 'reviewer', fields: ['version', 'to'] },
  { at: () => `/desk/exchange/${matters.own}/answer`, role: 'reviewer', fields: ['version', 'how', 'text', 'promise', 'notice'] },
  { at: () => `/desk/exchange/${matters.own}/correct`, role: 'reviewer', fields: ['version', 'text', 'reason'] },
  { at: () => `/desk/exchange/${matters.own}/start`, role: 'reviewer', fields: ['version', 'text', 'promise'] },
  { at: () => `/desk/exchange/${matters.own}/progress`, role: 'reviewer', fields: ['version', 'percent', 'text', 'promise'] },
  { at: () => `/desk/exchange/${matters.own}/finish`, role: 'reviewer', fields: ['version', 'text'] },
  { at: () => `/desk/exchange/${matters.own}/give-up`, role: 'reviewer', fields: ['version', 'text'] },
  { at: () => `/desk/exchange/${matters.own}/reopen`, role: 'reviewer', fields: ['version', 'reason', 'due'] },
  { at: () => `/desk/exchange/${matters.own}/note`, role: 'reviewer', fields: ['text'] },
  { at: () => '/desk/exchange/settings', role: 'reviewer', fields: ['routeDays', 'answerDays', 'directAllowed', 'version'] },
  { at: () => '/desk/sections', role: 'admin', fields: ['name', 'reading', 'phone', 'email', 'answerDays'] },
  { at: () => `/desk/sections/${matters.section}`, role: 'admin', fields: ['intent', 'name', 'reading', 'phone', 'email', 'answerDays', 'version', 'member', 'user'] },
  { at: () => `/reports/new?subject=matter&id=${moderated.reported}`, role: 'guest', fields: ['reason', 'text'] },
  { at: () => `/appeals/${moderated.key}`, role: 'guest', fields: ['text'] },
  { at: () => `/desk/moderation/matter/${moderated.reported}`, role: 'reviewer', fields: ['intent', 'rule', 'reason', 'seen', 'personal_ok'] },
  { at: () => `/desk/moderation/matter/${moderated.appealed}`, role: 'reviewer', fields: ['intent', 'choice', 'reason', 'hiding'] },
  { at: () => `/desk/moderation/matter/${moderated.hidden}`, role: 'reviewer', fields: ['intent', 'reason', 'hiding'] },
  { at: () => '/notices/new', role: 'chair', fields: ['association', 'audience', 'visibility', 'category', 'importance', 'title', 'body', 'action_text', 'action_by', 'confirm_by', 'remind_days', 'event_starts_at', 'event_ends_at', 'event_place', 'event_latitude', 'event_longitude', 'event_capacity', 'event_asks', 'event_answer_by', 'is_request', 'request_purpose', 'request_hours', 'request_due', 'copied_from', 'publish_at', 'expires_at', 'attachment', 'remove_attachment', 'submission', 'intent'] },
  { at: () => `/notices/${notice.id}/edit`, role: 'chair', fields: ['association', 'audience', 'title', 'body', 'version', 'submission', 'correction_reason', 'intent'] },
  { at: () => `/notices/${notice.id}/approve`, role: 'chair', fields: ['intent', 'version', 'reason'] },
  { at: () => `/notices/${notice.id}/pass-on`, role: 'chair', fields: ['association', 'line'] },
  { at: () => `/notices/${notice.id}/withdraw`, role: 'chair', fields: ['version', 'reason'] },
  { at: () => `/notices/${notice.id}/delete`, role: 'chair', fields: ['version'] },
  { at: () => `/notices/${notice.id}/tally`, role: 'chair', fields: ['group', 'intent', 'household', 'households', 'signed', 'version'] },
  { at: () => `/associations/${home.slug}/circular`, role: 'chair', fields: ['notice', 'return_by', 'line', 'after'] },
  { at: () => `/associations/${home.slug}/circulars/1/tally`, role: 'chair', fields: ['group', 'intent', 'household', 'households', 'signed', 'version'] },
  { at: () => `/associations/${home.slug}`, role: 'chair', fields: ['intent'] },
  { at: () => `/associations/${home.slug}/edit`, role: 'chair', fields: ['name', 'reading', 'households', 'member_households', 'website', 'contact_phone', 'area', 'version', 'intent'] },
  { at: () => '/halls/new', role: 'chair', fields: HALL_FIELDS },
  { at: () => `/halls/${hall}/edit`, role: 'chair', fields: [...HALL_FIELDS, 'version', 'intent', 'closed_on'] },
  { at: () => `/halls/${hall}/diagnoses/new`, role: 'chair', fields: ['diagnosed_on', 'method', 'score', 'result', 'diagnosed_by', 'note', 'version', 'intent'] },
  { at: () => `/halls/${hall}/works/new`, role: 'chair', fields: ['kind', 'done_year', 'done_month', 'done_day', 'cost', 'subsidy', 'score_after', 'note', 'version', 'intent'] },
  { at: () => `/halls/${hall}/files`, role: 'chair', fields: ['intent', 'kind', 'caption', 'public', 'file', 'version'] },
  { at: () => '/desk/halls/import', role: 'reviewer', fields: ['source', 'content', 'digest'] },
  { at: () => '/associations/new', role: 'chair', fields: ['parent', 'name', 'reading', 'slug', 'district'] },
  { at: () => `/associations/${home.slug}/members`, role: 'chair', fields: ['intent', 'id', 'association', 'days'] },
  { at: () => `/associations/${home.slug}/posts/${line.post}/tasks`, role: 'chair', fields: ['intent', 'keys', 'more', 'task', 'version'] },
  { at: () => `/associations/${home.slug}/posts/${line.post}/tasks/new`, role: 'chair', fields: ['title', 'kind', 'months', 'minutes', 'times', 'helpers', 'fromHome', 'evening', 'weekend'] },
  { at: () => `/associations/${home.slug}/posts/${line.post}/tasks/${line.task}`, role: 'chair', fields: ['title', 'kind', 'months', 'minutes', 'times', 'helpers', 'fromHome', 'evening', 'weekend', 'version'] },
  { at: () => `/associations/${home.slug}/posts/${line.post}/tasks/fill`, role: 'chair', fields: ['keys', 'digest'] },
  { at: () => `/associations/${home.slug}/posts/${line.post}/records`, role: 'chair', fields: ['task', 'title', 'doneOn', 'minutes'] },
  { at: () => `/associations/${home.slug}/posts/${line.post}/records/${line.record}`, role: 'chair', fields: ['intent', 'task', 'title', 'doneOn', 'minutes', 'version'] },
  { at: () => `/associations/${home.slug}/officers/posts/new`, role: 'chair', fields: ['name', 'post', 'filledBy', 'months', 'seats', 'position', 'introduction'] },
  { at: () => `/associations/${home.slug}/officers/posts/${seat.postId}`, role: 'chair', fields: ['name', 'filledBy', 'months', 'seats', 'position', 'introduction', 'version', 'intent'] },
  { at: () => `/associations/${home.slug}/officers/seats/${seat.id}`, role: 'chair', fields: ['familyName', 'givenName', 'familyReading', 'givenReading', 'startsOn', 'endsOn', 'acting'] },
  { at: () => `/associations/${home.slug}/officers/seats/${seat.id}?by=officer`, role: 'chair', fields: ['holder', 'startsOn', 'endsOn', 'acting'] },
  { at: () => `/associations/${home.slug}/officers/${term}`, role: 'chair', fields: ['intent', 'phone', 'email', 'address', 'scopes', 'givenOn', 'agreed', 'familyName', 'givenName', 'familyReading', 'givenReading'] },
  { at: () => `/associations/${home.slug}/officers/import`, role: 'chair', fields: ['content', 'digest', 'invite'] },
  { at: () => '/officers/import', role: 'reviewer', fields: ['content', 'digest', 'invite'] },
  { at: () => '/volunteering/calls', role: 'guest', fields: ['theme', 'email'] },
  { at: () => '/volunteering/host/new', role: 'chair', fields: PLACE_FIELDS },
  { at: () => '/volunteering/host/register', role: 'chair', fields: ['name', 'introduction', 'phone', 'email', 'version'] },
  { at: () => `/volunteering/host/organisations/${places.host}`, role: 'chair', fields: ['name', 'introduction', 'phone', 'email', 'version'] },
  { at: () => `/volunteering/host/${places.draft}`, role: 'chair', fields: ['intent', 'version'] },
  { at: () => `/volunteering/host/${places.draft}/edit`, role: 'chair', fields: PLACE_FIELDS },
  { at: () => `/volunteering/host/${places.published}/edit`, role: 'chair', fields: ['meeting_point', 'bring', 'rain_rule', 'access', 'allergies', 'supervisor', 'supervisor_phone', 'version'] },
  { at: () => `/volunteering/host/${places.draft}/sessions`, role: 'chair', fields: ['intent', 'day', 'starts', 'ends', 'capacity', 'minutes', 'session', 'reason', 'version'] },
  { at: () => `/volunteering/host/${places.draft}/photos`, role: 'chair', fields: ['intent', 'file', 'caption', 'consent_on', 'consent', 'photo'] },
  { at: () => `/desk/volunteering/places/${places.submitted}`, role: 'centre', fields: ['decision', 'reason', 'version'] },
  { at: () => '/desk/volunteering/hosts', role: 'centre', fields: ['intent', 'host', 'to', 'name', 'introduction', 'phone', 'keeper', 'version', 'member', 'member_id'] },
  { at: () => '/desk/volunteering/helpers', role: 'centre', fields: ['association'] },
  { at: () => '/desk/volunteering/programmes/new', role: 'centre', fields: PROGRAMME_FIELDS },
  { at: () => `/desk/volunteering/programmes/${places.programme}`, role: 'centre', fields: ['intent', 'to', ...PROGRAMME_FIELDS] },
  { at: () => '/surveys/new', role: 'chair', fields: SURVEY_FIELDS },
  { at: () => `/surveys/${survey.draft}/edit`, role: 'chair', fields: ['intent', 'version', 'verb', 'reason', 'question', 'conclusion', ...SURVEY_FIELDS] },
  { at: () => `/surveys/${survey.all}/edit`, role: 'chair', fields: ['intent', 'version', 'verb', 'reason', 'question', 'introduction', 'closesOn'] },
  { at: () => `/surveys/${survey.draft}/questions/new`, role: 'chair', fields: QUESTION_FIELDS },
  { at: () => `/surveys/${survey.draft}/questions/${survey.question}`, role: 'chair', fields: QUESTION_FIELDS },
  { at: () => `/surveys/${survey.all}/answer`, role: 'resident', fields: ['household', 'edition'], more: () => survey.fields },
  { at: () => `/surveys/${survey.all}/address`, role: 'guest', fields: ['email'] },
  { at: () => `/surveys/${survey.all}/paper`, role: 'chair', fields: ['intent', 'area', 'person'], more: () => survey.fields },
  { at: () => `/surveys/${survey.named}/paper`, role: 'chair', fields: ['intent', 'area', 'person'], more: () => survey.fields },
  { at: () => `/surveys/${survey.over}/texts`, role: 'chair', fields: ['t0_id', 't0_show', 't0_text', 't1_id', 't1_show'] },
  { at: () => `/surveys/${survey.named}/sheets.pdf`, role: 'chair', fields: ['part', 'which', 'sides', 'household'] },
  { at: () => `/s/${surveyToken}`, role: 'guest', fields: ['edition'], more: () => survey.fields },
  { at: () => `/openings/${opening}/interest`, role: 'guest', fields: ['name', 'phone', 'email', 'message', 'agreed', 'submission'] },
  { at: () => `/openings/${opening}/candidature`, role: 'chair', fields: ['phone', 'message', 'agreed', 'submission'] },
  { at: () => `/openings/${opening}/nominate`, role: 'chair', fields: ['by', 'email', 'told'] },
  { at: () => `/interest/${came.key}`, role: 'guest', fields: ['intent', 'name', 'phone', 'email', 'message', 'version'] },
  { at: () => `/interest/${namedOne.key}`, role: 'guest', fields: ['intent', 'name', 'phone', 'email', 'message', 'agreed', 'version'] },
  { at: () => `/associations/${home.slug}/resolutions/new`, role: 'chair', fields: RESOLUTION_FIELDS },
  { at: () => `/associations/${home.slug}/resolutions/${decisions.draft.id}/edit`, role: 'chair', fields: [...RESOLUTION_FIELDS, 'intent', 'item', 'item_title', 'item_text', 'preset', 'num', 'den', 'kind', 'base'] },
  { at: () => `/associations/${home.slug}/resolutions/${decisions.voting.id}`, role: 'chair', fields: ['intent', 'reason', 'version'] },
  { at: () => `/associations/${home.slug}/resolutions/${decisions.draft.id}/voters`, role: 'chair', fields: ['intent', 'names', 'voter'] },
  { at: () => `/associations/${home.slug}/resolutions/${decisions.voting.id}/papers`, role: 'secretary', fields: ['intent', 'number', 'consents', 'item_1'] },
  { at: () => `/associations/${home.slug}/resolutions/${decisions.checking.id}/check`, role: 'chair', fields: ['intent', 'note', 'version'] },
  { at: () => `/associations/${home.slug}/resolutions/${decisions.voting.id}/sheets.pdf`, role: 'chair', fields: ['which'] },
  { at: () => `/resolutions/${decisions.consenting.id}/vote`, role: 'chair', fields: ['intent', 'voter', 'consents'] },
  { at: () => `/resolutions/${decisions.voting.id}/vote`, role: 'chair', fields: ['intent', 'voter', 'item_1'] },
  { at: () => `/r/${decisions.consenting.token}`, role: 'guest', fields: ['intent', 'voter', 'consents'] },
  { at: () => `/associations/${home.slug}/openings/new`, role: 'chair', fields: ['kind', 'post', 'task', 'title', 'body', 'gains', 'companions', 'hours', 'months', 'skills', 'evening', 'weekend', 'fromHome', 'places', 'startsOn', 'endsOn', 'closesOn', 'electionOn'] },
  { at: () => `/associations/${home.slug}/openings/${opening}/edit`, role: 'chair', fields: ['kind', 'post', 'task', 'title', 'body', 'gains', 'companions', 'hours', 'months', 'skills', 'evening', 'weekend', 'fromHome', 'places', 'startsOn', 'endsOn', 'closesOn', 'electionOn', 'version', 'intent', 'verb', 'who', 'text', 'consentOn', 'agreed', 'id'] },
  { at: () => `/associations/${home.slug}/interest`, role: 'chair', fields: ['answerDays'] },
  { at: () => `/associations/${home.slug}/interest/${came.id}`, role: 'chair', fields: ['intent', 'stage', 'note', 'version', 'startsOn', 'endsOn'] },
  { at: () => `/associations/${home.slug}/officers/next`, role: 'chair', fields: ['startsOn', 'seats'] },
  { at: () => `/associations/${home.slug}/officers`, role: 'chair', fields: ['intent', 'id', 'association', 'email', 'post', 'seat', 'startsOn', 'endsOn'] },
  { at: () => `/notices/${asked.event}/answer`, role: 'chair', fields: ['intent', 'as', 'kind', 'people', 'entrusted_to', 'version'] },
  { at: () => `/notices/${asked.event}/answers?group=${asked.household}`, role: 'chair', fields: ['household', 'kind', 'people', 'entrusted_to'] },
  { at: () => '/household/calendar', role: 'chair', fields: ['household', 'number'] },
  { at: () => '/sign-in', role: 'guest', fields: ['email', 'password', 'next', 'intent'] },
  { at: () => '/sign-in/link', role: 'guest', fields: ['token'] },
  { at: () => '/sign-in/code', role: 'guest', fields: ['code', 'next'] },
  { at: () => '/register', role: 'guest', fields: ['email', 'familyName', 'givenName', 'familyReading', 'givenReading', 'next'] },
  { at: () => '/join', role: 'guest', fields: ['code'] },
  { at: () => '/place', role: 'guest', fields: ['town', 'next', 'district', 'association'] },
  { at: () => '/language', role: 'guest', fields: ['language', 'ruby', 'next'] },
  { at: () => '/plain', role: 'guest', fields: ['text'] },
  { at: () => '/indicators/peace_events/enter', role: 'reviewer', fields: ['intent', 'month', 'value', 'numerator', 'denominator', 'source', 'note', 'version'] },
  { at: () => '/indicators/bullying_resolved/enter?year=2025&month=7', role: 'reviewer', fields: ['month', 'value', 'numerator', 'denominator', 'source', 'note', 'version'] },
  { at: () => '/help', role: 'guest', fields: ['q', 'situation', 'theme', 'lang'] },
  { at: () => '/desk/help/new', role: 'reviewer', fields: ['name', 'reading', 'organisation', 'section', 'theme', 'themes', 'situations', 'words', 'summary', 'for_whom', 'ways', 'phone', 'phone_note', 'email', 'url', 'chat_url', 'address', 'letter_to', 'latitude', 'longitude', 'hours_kind', 'hours_0', 'hours_1', 'hours_holidays', 'hours_exceptions', 'hours_text', 'languages', 'language_note', 'free', 'nameless', 'needs_booking', 'urgent', 'position'] },
  { at: () => '/desk/help/1', role: 'reviewer', fields: ['intent', 'version', 'name', 'reading', 'organisation', 'section', 'theme', 'themes', 'situations', 'words', 'summary', 'for_whom', 'ways', 'phone', 'phone_note', 'email', 'url', 'chat_url', 'address', 'letter_to', 'latitude', 'longitude', 'hours_kind', 'hours_0', 'hours_1', 'hours_holidays', 'hours_exceptions', 'hours_text', 'languages', 'language_note', 'free', 'nameless', 'needs_booking', 'urgent', 'position'] },
  { at: () => '/desk/indicators', role: 'reviewer', fields: ['intent', 'year'] },
  { at: () => '/desk/indicators/new', role: 'reviewer', fields: ['key', 'name', 'theme', 'sheet', 'section', 'definition', 'unit', 'method', 'computed', 'position', 'year'] },
  { at: () => '/desk/indicators/peace_events', role: 'reviewer', fields: ['intent', 'name', 'theme', 'sheet', 'section', 'definition', 'unit', 'method', 'computed', 'position', 'version', 'target', 'previous', 'previousNote', 'evaluation', 'user'] },
  { at: () => '/desk/subsidies/budgets', role: 'reviewer', fields: ['programme', 'year', 'amount', 'note'] },
  { at: () => `/desk/subsidies/budgets/${budget}`, role: 'reviewer', fields: ['cause', 'direction', 'amount', 'note', 'seen'] },
  { at: () => `/desk/subsidies/budgets/${budget}/carry`, role: 'reviewer', fields: ['application', 'planned_end', 'amount', 'cause', 'note'] },
  { at: () => `/desk/subsidies/budgets/${budget}/round`, role: 'reviewer', fields: ['intent', 'method', 'word', 'urgency-1', 'urgency-999999999', 'urgency-x'] },
  { at: () => `/desk/subsidies/${applications.submitted}/correct`, role: 'reviewer', fields: ['version', 'due_on', 'fix:title', 'fix:purpose', 'fix:lines', 'fix:x'] },
  { at: () => `/desk/subsidies/${applications.submitted}/check`, role: 'reviewer', fields: ['version', 'all', 'state:1', 'note:1', 'taken:1'] },
  { at: () => `/desk/subsidies/${applications.submitted}/note`, role: 'reviewer', fields: ['text', 'site_visit_on'] },
  { at: () => `/desk/subsidies/${applications.submitted}/organise`, role: 'reviewer', fields: ['assigned_to', 'flagged', 'urgency'] },
  { at: () => `/desk/subsidies/${applications.submitted}/propose`, role: 'reviewer', fields: ['version', 'amount', 'conditions', 'reason'] },
  { at: () => `/desk/subsidies/${applications.submitted}/refuse`, role: 'reviewer', fields: ['version', 'reason'] },
  { at: () => `/desk/subsidies/${applications.submitted}/close`, role: 'reviewer', fields: ['version', 'reason'] },
  { at: () => `/desk/subsidies/${applications.submitted}/return_claim`, role: 'reviewer', fields: ['version', 'reason'] },
  { at: () => `/desk/subsidies/${applications.submitted}/decide`, role: 'reviewer', fields: ['version', 'proposal', 'outcome', 'note'] },
  { at: () => `/desk/subsidies/${applications.started}/change`, role: 'reviewer', fields: ['version', 'recommend', 'amount', 'reason'] },
  { at: () => `/desk/subsidies/${applications.started}/inspect`, role: 'reviewer', fields: ['version', 'inspected_on', 'note', 'score_after', 'diagnosis_method', 'diagnosis_result', 'diagnosis_score'] },
  { at: () => `/desk/subsidies/${applications.started}/advance`, role: 'reviewer', fields: ['version', 'amount', 'paid_on'] },
  { at: () => `/desk/subsidies/${applications.finalised}/final`, role: 'reviewer', fields: ['version', 'amount', 'reason'] },
  { at: () => `/desk/subsidies/${applications.finalised}/pay`, role: 'reviewer', fields: ['version', 'amount', 'paid_on', 'past_year'] },
  { at: () => `/desk/subsidies/${applications.finalised}/order`, role: 'reviewer', fields: ['version', 'amount', 'reason', 'repay_by'] },
  { at: () => `/desk/subsidies/${applications.finalised}/settle`, role: 'reviewer', fields: ['version', 'amount', 'received_on'] },
  { at: () => `/desk/subsidies/${applications.finalised}/cancel`, role: 'reviewer', fields: ['version', 'reason'] },
  { at: () => '/desk/subsidies/letters/hirakata-hall', role: 'reviewer', fields: ['sender', 'numbering', 'contact', 'version'] },
  { at: () => '/desk/subsidies/letters/hirakata-hall/decision', role: 'reviewer', fields: ['form', 'title', 'body', 'version', 'intent'] },
  { at: () => '/subsidies/applications/new', role: 'chair', fields: ['association', 'programme', 'year', 'works', 'hallId', 'cost-renovation', 'fact-otherMoney'] },
  { at: () => `/subsidies/applications/${applications.draft}/plan`, role: 'chair', fields: ['version', 'title', 'purpose', 'works', 'hallId', 'plannedStart', 'plannedEnd', 'contractOn', 'contractSigned'] },
  { at: () => `/subsidies/applications/${applications.draft}/questions`, role: 'chair', fields: ['version', 'fact-otherMoney', 'fact-structure', 'fact-x'] },
  { at: () => `/subsidies/applications/${applications.draft}/costs`, role: 'chair', fields: ['intent', 'version', 'id', 'work', 'label', 'amount', 'eligible', 'payee', 'paper', 'file'] },
  { at: () => `/subsidies/applications/${applications.started}/costs`, role: 'chair', fields: ['intent', 'version', 'id', 'work', 'label', 'amount', 'eligible', 'payee', 'paper', 'file'] },
  { at: () => `/subsidies/applications/${applications.draft}/documents`, role: 'chair', fields: ['intent', 'version', 'document', 'mode', 'file', 'files', 'note'] },
  { at: () => `/subsidies/applications/${applications.draft}/check`, role: 'chair', fields: ['intent', 'version', 'declared'] },
  { at: () => `/subsidies/applications/${applications.draft}/consult`, role: 'chair', fields: ['intent', 'version', 'question'] },
  { at: () => `/subsidies/applications/${applications.correcting}/corrections`, role: 'chair', fields: ['intent', 'version', 'answer-1', 'before-1', 'completed_on', 'seen'] },
  { at: () => `/subsidies/applications/${applications.decided}/start`, role: 'chair', fields: ['version', 'contract_on', 'started_on', 'seen'] },
  { at: () => `/subsidies/applications/${applications.started}/change`, role: 'chair', fields: ['version', 'kind', 'reason', 'planned_end', 'cost-seismicRetrofit', 'seen'] },
  { at: () => `/subsidies/applications/${applications.started}/report`, role: 'chair', fields: ['version', 'started_on', 'completed_on', 'fact-otherMoney', 'summary', 'seen'] },
  { at: () => `/subsidies/applications/${applications.finalised}/claim`, role: 'chair', fields: ['intent', 'version', 'bank', 'branch', 'kind', 'number', 'holder', 'payee', 'payee_name'] },
  { at: () => `/subsidies/applications/${applications.submitted}`, role: 'chair', fields: ['intent', 'version'] },
  { at: () => `/subsidies/applications/${applications.submitted}/withdraw`, role: 'chair', fields: ['version', 'reason', 'sure'] },
  { at: () => `/subsidies/applications/${letter.application}/letters/${letter.id}`, role: 'chair', fields: ['intent'] },
  { at: () => '/subsidies/programmes/new', role: 'reviewer', fields: ['name', 'municipality', 'year', 'own', 'from', 'key'] },
  { at: () => '/subsidies/programmes/import', role: 'reviewer', fields: ['json', 'own'] },
  { at: () => '/subsidies/programmes/hirakata-hall/versions', role: 'reviewer', fields: ['from'] },
  { at: () => `${draft}`, role: 'reviewer', fields: ['intent', 'version', 'note'] },
  { at: () => `${draft}/edit/work-renovation`, role: 'reviewer', fields: ['do', 'opened', 'name', 'grant-shape', 'grant-shown', 'grant-rate', 'grant-when-count', 'grant-when-0-if-shape', 'grant-json', 'cap-shape', 'cap-shown', 'cap-yen', 'cap-json', 'requirements-count', 'requirements-0-must-shape', 'requirements-0-must-shown', 'requirements-0-must-json', 'costs-included', 'register', 'cost-renovation', 'fact-otherMoney'] },
  { at: () => `${draft}/edit/works`, role: 'reviewer', fields: ['do', 'opened', '-count', '0-key', '0-name', '1-key', '1-name'] },
  { at: () => `${draft}/edit/general`, role: 'reviewer', fields: ['do', 'opened', 'name', 'municipality', 'source-title', 'source-url', 'fiscalYears-from', 'fiscalYears-until', 'rounding', 'otherMoney', 'disposalYears'] },
  { at: () => `${draft}/json`, role: 'reviewer', fields: ['version', 'json'] },
  { at: () => `${draft}/examples`, role: 'reviewer', fields: ['intent', 'version', 'row', 'csv', 'how'] },
  { at: () => `${draft}/examples/row`, role: 'reviewer', fields: ['version', 'row', 'work', 'cost-renovation', 'fact-earlierGrants', 'answer', 'expected', 'note'] },
  { at: () => '/subsidies/estimate?programme=hirakata-hall&work=renovation', role: 'guest', fields: ['programme', 'work', 'cost-renovation', 'fact-oldStandard', 'fact-otherMoney', 'fact-earlierGrants'] },
  { at: () => `/notices/${notice.id}/translations/ja_easy`, role: 'chair', fields: ['title', 'body', 'written_by', 'reviewed_by', 'reviewed_on', 'version', 'original', 'intent'] },
  { at: () => '/invitations/abc', role: 'guest', fields: ['familyName', 'givenName'] },
  { at: () => '/subscriptions', role: 'guest', fields: ['email', 'association', 'district', 'category', 'rhythm', 'quiet_from', 'quiet_until'] },
  { at: () => '/subscriptions', role: 'chair', fields: ['association', 'district', 'category', 'rhythm', 'quiet_from', 'quiet_until'] },
  { at: () => '/subscriptions/manage', role: 'chair', fields: ['token', 'intent', 'id', 'district', 'category', 'rhythm', 'quiet_from', 'quiet_until'] },
  { at: () => '/subscriptions/confirm', role: 'guest', fields: ['token'] },
  { at: () => '/household', role: 'chair', fields: ['intent', 'household', 'member', 'name', 'person', 'delivery', 'code'] },
  { at: () => `/associations/${home.slug}/households`, role: 'chair', fields: ['association', 'names', 'delivery'] },
  { at: () => `/associations/${home.slug}/households/slips`, role: 'chair', fields: ['household'] },
  { at: () => `/associations/${home.slug}/households/${kept}`, role: 'chair', fields: ['intent', 'member', 'name', 'delivery', 'association', 'after', 'moved_out_on', 'version'] },
  { at: () => `/associations/${home.slug}/handover`, role: 'chair', fields: ['seat', 'term'] },
  { at: () => `/associations/${home.slug}/handover/${handover.id}`, role: 'chair', fields: ['intent', 'side', 'shown', 'ticked', 'edit', 'version', 'agreed', 'title', 'kind', 'note', 'item', 'done'] },
  { at: () => `/associations/${home.slug}/handover/${handover.id}/items/${handover.item}`, role: 'chair', fields: ['title', 'note', 'reason', 'seen'] },
  { at: () => `/associations/${home.slug}/handover/${handover.money}/money`, role: 'chair', fields: ['intent', 'version', 'asOf', 'cash', 'book', 'note', 'account1', 'balance1', 'open1', 'amount1'] },
  { at: () => `/associations/${home.slug}/posts/${handover.post}/notes`, role: 'chair', fields: ['month', 'text'] },
  { at: () => `/associations/${home.slug}/posts/${handover.post}/notes/${handover.note}`, role: 'chair', fields: ['month', 'text', 'version'] },
  { at: () => `/associations/${home.slug}/duties`, role: 'chair', fields: ['name', 'unit', 'period', 'seats', 'post', 'fill'] },
  { at: () => `/associations/${home.slug}/duties/${duty}`, role: 'chair', fields: ['intent', 'name', 'seats', 'post', 'autoJoin', 'units', 'place', 'absence', 'from', 'until', 'kind', 'reason', 'period', 'served', 'version'] },
  { at: () => `/notices/${notice.id}/confirm`, role: 'chair', fields: ['household', 'intent'] },
  { at: () => `/notices/${notice.id}/opened`, role: 'chair', fields: ['household'] },
  { at: () => `/notices/${notice.id}/confirmations`, role: 'chair', fields: ['intent', 'households', 'entries', 'channel', 'proxy_name'] },
  { at: () => `/aeds/${aed.id}/edit`, role: 'chair', fields: ['name', 'name_kana', 'address', 'building', 'town', 'latitude', 'longitude', 'position', 'hall', 'phone', 'extension', 'organisation', 'url', 'note', 'child_pads', 'outdoors', 'not_for_public', 'hours_kind', 'hours_0', 'hours_1', 'hours_holidays', 'hours_exceptions', 'hours_conditions', 'hours_night', 'hours_uncertain', 'version'] },
  { at: () => '/aeds/new', role: 'chair', fields: ['name', 'name_kana', 'address', 'building', 'town', 'latitude', 'longitude', 'position', 'hall', 'phone', 'extension', 'organisation', 'url', 'note', 'child_pads', 'outdoors', 'not_for_public', 'hours_kind', 'hours_0', 'hours_1', 'hours_holidays', 'hours_exceptions', 'hours_conditions', 'hours_night', 'hours_uncertain', 'association'] },
  { at: () => `/aeds/${aed.id}/check`, role: 'chair', fields: ['indicator', 'pads', 'reachable', 'sign', 'note', 'checked_on', 'checked_by', 'back'] },
  { at: () => `/aeds/${aed.id}/upkeep`, role: 'chair', fields: ['intent', 'condition', 'note', 'used_on', 'ready', 'pads', 'kind', 'expires_on', 'installed_on', 'replaces', 'part', 'name', 'email', 'keeper'] },
  { at: () => `/aeds/${aed.id}/report`, role: 'guest', fields: ['kind', 'text', 'submission', 'photo'] },
  { at: () => `/aeds/${aed.id}/reports/${aed.report}`, role: 'chair', fields: ['as', 'answer', 'outcome', 'sure'] },
  { at: () => '/aeds/import', role: 'admin', fields: ['source', 'name', 'publisher', 'licence', 'url', 'file'] },
  { at: () => `/aeds/import/${aedImport}`, role: 'admin', fields: ['intent', 'version', 'column_0', 'column_1', 'which', 'shown', 'ticked'] },
  { at: () => '/aeds/placement/population', role: 'reviewer', fields: ['intent', 'name', 'credit', 'file'] },
  { at: () => `/aeds/placement/population/${population}`, role: 'reviewer', fields: ['intent'] },
  { at: () => '/aeds/keeper/abc', role: 'guest', fields: ['familyName', 'givenName', 'familyReading', 'givenReading'] },
  { at: () => '/account/profile', role: 'chair', fields: ['familyName', 'givenName', 'familyReading', 'givenReading', 'language', 'delivery'] },
  { at: () => '/account/email', role: 'chair', fields: ['email', 'password'] },
  { at: () => '/account/memberships', role: 'chair', fields: ['intent', 'id'] },
  { at: () => '/account/second-factor', role: 'chair', fields: ['code'] },
  { at: () => '/admin/operation', role: 'admin', fields: ['intent', 'stage', 'until', 'reason', 'name', 'job'] },
  { at: () => '/admin/staff', role: 'admin', fields: ['intent', 'email', 'role', 'endsOn', 'id'] },
]

const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '0',
    '-1',
    '1',
    '999999999',
    '99999999999999999999',
    '1e9',
    'NaN',
    'null',
    'undefined',
    '[object Object]',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '髙﨑𠮷👍',
    '<script>alert(1)</script>',
    "'; DROP TABLE users; --",
    '%00',
    '../../etc/passwd',
    '//evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '2026-02-30',
    '9999-12-31',
    '0000-00-00',
    '2026-11-22T99:99',
    '275760-09-13',
    'publish',
    'draft',
    'delete',
    '{"type":"Polygon","coordinates":[[[1e999]]]}',
    'x'.repeat(5000),
  ),
)
const name = (fields: string[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...fields) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', '__proto__.x', 'a[b]', ''),
    },
  )

function bodyOf(entries: [string, string][]): Body {
  const body: Record<string, string[]> = Object.create(null)
  for (const [key, text] of entries) body[key] = [...(body[key] ?? []), text]
  return body
}

describe('any form', () => {
  test.each(forms)(
    '$fields of $role',
    async ({ at, role, fields, more }) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(name([...fields, ...(more?.() ?? [])]), value), { maxLength: 14 }),
          async (entries) => {
            const { status, text } = await portal.ask(role, at(), bodyOf(entries))
            expect(status, JSON.stringify(entries)).toBeLessThan(500)
            expect(text).not.toMatch(/\bat [\w.<>]+ \(|node_modules|PrismaClient|SQLSTATE/)
            expect(({} as { x?: unknown }).x).toBeUndefined()
          },
        ),
        { numRuns: Number(process.env.BAD_INPUT_RUNS ?? 25) },
      )
    },
    120_000,
  )
})

const written = (over: Record<string, string | string[]> = {}): Record<string, string | string[]> => ({
  association: String(home.id),
  audience: String(home.id),
  visibility: 'public',
  category: 'other',
  importance: 'normal',
  title: '題',
  body: '本文',
  submission: randomUUID(),
  intent: 'publish',
  ...over,
})

describe('the form of a notice', () => {
  const refused = async (over: Record<string, string | string[]>) => {
    const { status, text } = await portal.ask('chair', '/notices/new', written(over))
    expect(status).toBe(422)
    return text
  }

  test('says what is missing, and gives back what was typed', async () => {
    const text = await refused({ title: '', body: '髙﨑さんと𠮷野さんの本文👍' })
    expect(text).toContain('href="#field-title"')
    expect(text).toContain('髙﨑さんと𠮷野さんの本文👍')
  })

  test('takes ten megabytes of text as too long, and loses none of it', async () => {
    const long = 'あ'.repeat(3_500_000)
    const text = await refused({ body: long })
    expect(text).toContain('20000文字以内')
    expect(text.includes(long)).toBe(true)
  })

  test('refuses more than any form holds, with a page that says what to do', async () => {
    const { status, text } = await portal.ask(
      'chair',
      '/notices/new',
      written({ body: 'あ'.repeat(6_000_000) }),
    )
    expect(status).toBe(413)
    expect(text).toContain('文章が長すぎます')
  })

  test('refuses another association as publisher and as audience', async () => {
    const publisher = await portal.ask('chair', '/notices/new', written({ association: String(foreign.id) }))
    expect(publisher.status).toBe(403)
    expect(await refused({ audience: String(foreign.id) })).toContain(
      '発信元か、その下の自治会・班を選んでください',
    )
  })

  test('takes a repeated field for what it is', async () => {
    expect(await refused({ title: ['一', '二'] })).toContain('href="#field-title"')
  })

  test('makes one notice of a double click', async () => {
    const form = written({ title: '二度押し' })
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => portal.ask('chair', '/notices/new', form)),
    )
    expect(new Set(answers.map((answer) => answer.location)).size).toBe(1)
    expect(answers.every((answer) => answer.status === 302)).toBe(true)
    expect(await db.notice.count({ where: { title: '二度押し' } })).toBe(1)
  })

  test('speaks the reader\u2019s language', async () => {
    const { text } = await portal.ask('chair', '/notices/new?lang=en', written({ title: '' }))
    expect(text).toContain('Please fill in this field.')
  })
})

test('a refusal after a form speaks the reader\u2019s language, in the frame of the person', async () => {
  const { status, text } = await portal.ask(
    'chair',
    '/notices/new?lang=en',
    written({ association: String(foreign.id) }),
  )
  expect(status).toBe(403)
  expect(text).toContain('You cannot do this')
  expect(text).toContain('href="/account"')
})

test('a form that is no form is refused with a page', async () => {
  const body = new FormData()
  body.append('title', new Blob([new Uint8Array([0xff, 0xfe, 0x00])]), 'x')
  expect((await portal.ask('chair', '/notices/new', body)).status).toBe(422)
})

describe('a device that wants messages', () => {
  const page = '/subscriptions/device'
  const keys = { p256dh: 'x'.repeat(87), auth: 'x'.repeat(22) }

  test('is refused without its address, with one that is nowhere, and with keys that are none', async () => {
    for (const [fields, words] of [
      [{}, 'このページのボタンから始めてください'],
      [{ endpoint: 'https://169.254.169.254/latest', ...keys }, 'メールで受け取ってください'],
      [{ endpoint: 'http://fcm.googleapis.com/x', ...keys }, 'メールで受け取ってください'],
      [{ endpoint: `https://fcm.googleapis.com/${'x'.repeat(2000)}`, ...keys }, '1000文字以内'],
      [{ endpoint: 'https://fcm.googleapis.com/x', ...keys }, '端末の情報が正しくありません'],
    ] as const) {
      const { status, text } = await portal.ask('guest', page, { intent: 'save', ...fields })
      expect(status).toBe(422)
      expect(text).toContain(words)
    }
  })

  test('and one that says nothing sensible at all', async () => {
    expect((await portal.ask('guest', page, { intent: 'x' })).status).toBe(422)
    expect((await portal.ask('guest', page, { intent: 'end', id: "1' OR 1=1" })).status).toBe(422)
    expect((await portal.ask('guest', `${page}/renew`, { endpoint: ['a', 'b'] })).status).toBe(422)
    for (const address of [
      `${page}?association=9e9&district=x&category=%00`,
      `${page}?association=999999999`,
    ])
      expect((await portal.ask('guest', address)).status).toBe(200)
  })
})

test('addresses that nobody would follow lead nowhere, without an error of ours', async () => {
  const odd = [
    '/notices?before=999999999999999-999999999',
    '/notices?before=x',
    '/notices?district=9e9',
    '/notices?q=%00',
    '/notices?q=%25_%5C',
    `/notices?q=${'%E9%98%B2'.repeat(400)}`,
    '/notices?from=2026-99-99&to=x',
    '/notices?association=../x',
    '/notices/0',
    '/notices/new?template=x&copy=',
    '/notices/new?copy=999999999',
    '/notices/new?copy=%00',
    '/notices/999999/approve',
    '/notices/x/pass-on',
    '/notices/-1',
    '/notices/999999999999',
    '/notices/1e3',
    '/attachments/x/y',
    '/calendar?month=2026-13&district=9e9&association=../x&category=x',
    '/calendar?month=2099-12',
    '/calendar?month=2000-01&deadlines=off',
    '/calendar?day=2026-02-30',
    '/calendar?day=2099-12-31',
    '/notices/999999/event.ics',
    '/notices/999999/answer?as=household-0',
    '/notices/x/answers.csv',
    '/household/events.ics?key=%00',
    `/household/events.ics?key=1.${'A'.repeat(43)}`,
    '/associations/%2e%2e',
    '/associations?q=%00&after=%00',
    '/associations/new?parent=x',
    '/invitations/%00',
    '/aeds/placement?walk=x&detour=%00&on=2026-02-30&w_day=-1&sites=99999&rate=1/0&district=999999999',
    '/aeds/placement.csv?walk=1e9&price=NaN',
    '/aeds/placement/population/999999999',
    '/aeds/placement/population/x',
    '/subsidies/revision?years=1e9&from=%00&v=%00&v=-1&a-rate-renovation=1/0&a-drop=renovation:99&fact-%00=1',
    '/subsidies/revision?programme=%00&base=x',
    '/subsidies/revision.csv?part=%00&yearly-renovation=NaN&b-cap-renovation=-1',
    '/subsidies/estimate?programme=hirakata-hall&work=renovation&hall=x',
    '/subsidies/estimate?programme=hirakata-hall&work=renovation&hall=999999999&hall-name=%00%25_',
    '/subsidies/estimate.pdf?programme=%00',
    '/subsidies/granted?year=x&scheme=%00&district=9e9&after=2026-0',
    '/subsidies/granted.csv?year=99999',
    '/subsidies/granted.json?after=9999-999999999',
    '/subsidies/applications?association=%00&before=-1',
    '/subsidies/applications?before=1e99',
    '/subsidies/applications/new?association=%00&programme=../x&work=x&cost-x=-1&fact-x=%00',
    '/subsidies/applications/new?programme=hirakata-hall&work=renovation&cost-renovation=99e99&fact-otherMoney=%00',
    '/subsidies/applications/1/costs?line=99999999999999',
    '/subsidies/applications/1/documents?document=-1',
    '/subsidies/applications/files/x/y',
    '/subsidies/applications/files/00000000-0000-7000-8000-000000000000/%00',
    '/subsidies/applications/0/check',
    '/subsidies/applications/1/copy.pdf?of=%00',
    '/subsidies/applications/999999/claim',
    '/subsidies/applications/1/letters/%00',
    '/subsidies/applications/x/letters/x.pdf',
    '/desk/subsidies?view=x&state=x&programme=-1&year=99999&assigned=x&order=x&after=%00&q=%00',
    '/desk/subsidies?view=all&order=due&after=2026-99-99T99:99:99.999Z_1',
    '/desk/subsidies?view=all&order=oldest&after=_999999999',
    '/desk/subsidies/0',
    '/desk/subsidies/1/__proto__',
    '/desk/subsidies/1/constructor',
    '/desk/subsidies/letters/x',
    '/desk/subsidies/letters/hirakata-hall/x/sample.pdf',
    '/indicators?year=x',
    '/indicators?year=99999999999',
    '/indicators/%00',
    '/indicators/__proto__?year=-1',
    '/indicators/peace_events?year=1e3',
    '/indicators/sheet?year=%00',
    '/indicators.csv?year=9e99',
    '/indicators/peace_events/enter?month=13&year=x',
    '/help?lang=%00',
    '/help/0',
    '/help/%00',
    '/help/999999999',
    '/help/print?lang=xx',
    '/help/copy?lang=__proto__',
    '/desk/help?state=x&section=-1&theme=__proto__&due=2',
    '/desk/help/99999999999',
    '/desk/indicators?year=2200',
    '/desk/indicators/%00',
    '/desk/subsidies/budgets?before=x',
    '/desk/subsidies/budgets/999999999?only=__proto__&before=-1',
    '/desk/subsidies/budgets/1?view=applications&after=9e99',
    '/desk/subsidies/year-end?year=99999999999&group=x&after=2026-99-99_1',
    '/desk/subsidies/year-end?group=pay&after=2026-02-30_1',
    '/desk/subsidies.csv?year=x&budget=%00&encoding=utf-7',
    '/subsidies/rounds/x',
    '/subsidies/programmes/%00/versions/1',
    '/subsidies/programmes/hirakata-hall.json?version=0',
    '/subsidies/programmes/..json',
    '/subsidies/programmes/hirakata-hall/versions/999999999/compare?with=x',
    `${draft}/edit/work-__proto__`,
    `${draft}/examples/row?row=-1&work=constructor`,
    '/requests?year=x',
    '/requests?year=999999999999999999999',
    '/requests.csv?year=%00',
    '/associations/%00/requests?year=-1',
    '/?done=<script>',
    '/notices?lang=xx',
    '/admin/mails/x',
    '/admin/audit?before=x',
    '/sign-in?next=//evil.example',
  ]
  for (const address of odd) {
    for (const role of ['guest', 'reviewer', 'admin'] as const) {
      const { status, text } = await portal.ask(role, address)
      expect(status, `${role} ${address}`).toBeLessThan(500)
      expect(text).not.toContain('<script>alert')
      expect(text).not.toContain('href="//evil')
    }
  }
})
