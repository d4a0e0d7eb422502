/** 募集を書く・公開する・終える, and 経験者の声 with their consent. */
import type { Actor, SignedIn } from '~/modules/accounts/rules'
import { JOB, record } from '~/modules/audit/commands.server'
import { addDays, type Day, dayOf, dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { daysOf, daysSelect } from '../days.server'
import {
  afterVerb,
  lastDayOf,
  MOST_VOICES,
  OPENING_KEPT_DAYS,
  type OpeningState,
  type OpeningVerb,
} from '../rules'
import type { EditOpening, OpeningForm, VoiceForm } from '../schema'
import { type KeptAssociation, keptAssociation } from '../scope.server'

const orNull = (day: string | null) => day && dayToDate(day)

/** The columns of a form. @throws Invalid unless post and task are the association's */
async function columnsOf(tx: Tx, associationId: number, form: OpeningForm) {
  const { post, task, hours, startsOn, endsOn, closesOn, electionOn } = form
  if (post !== null) {
    const found = await tx.officerPost.findFirst({
      where: { id: post, associationId },
      select: { id: true },
    })
    if (!found) throw new Invalid({ post: ['form.choose'] })
  }
  const ofTask = task === null ? null : await taskOf(tx, associationId, task)
  if (ofTask && post !== null && ofTask.postId !== post) throw new Invalid({ task: ['form.choose'] })
  return {
    postId: post ?? ofTask?.postId ?? null,
    taskId: task,
    kind: form.kind,
    title: form.title,
    body: form.body,
    gains: form.gains,
    companions: form.companions,
    minutes: hours,
    months: form.months.length === 12 ? [] : form.months,
    skills: form.skills,
    evening: form.evening,
    weekend: form.weekend,
    fromHome: form.fromHome,
    places: form.places,
    startsOn: orNull(startsOn),
    endsOn: orNull(endsOn),
    closesOn: orNull(closesOn),
    electionOn: orNull(electionOn),
  }
}

async function taskOf(tx: Tx, associationId: number, id: number) {
  const found = await tx.officerTask.findFirst({
    where: { id, post: { associationId } },
    select: { postId: true },
  })
  if (!found) throw new Invalid({ task: ['form.choose'] })
  return found
}

const note = (
  tx: Tx,
  keeper: SignedIn,
  associationId: number,
  id: number,
  action: string,
  after?: Record<string, string | number | null>,
) => record(tx, keeper, { action, subjectType: 'opening', subjectId: id, associationId, after })

/**
 * Writes a new opening, which nobody sees before it is published.
 * @returns its id
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid for a post or task of another association
 */
export async function makeOpening(actor: Actor, slug: string, form: OpeningForm): Promise<number> {
  return transaction(async (tx) => {
    const { association, keeper } = await keptAssociation(tx, actor, slug)
    const columns = await columnsOf(tx, association.id, form)
    const { id } = await tx.opening.create({
      data: { ...columns, associationId: association.id, createdById: keeper.user.id, createdAt: now() },
      select: { id: true },
    })
    await note(tx, keeper, association.id, id, 'opening.made', { kind: form.kind })
    return id
  })
}

type Days = { closesOn: Date | null; electionOn: Date | null; endsOn: Date | null }

/** An opening of the association, whatever its state. @throws SignInNeeded, NotAllowed, NotFound */
async function kept(
  tx: Tx,
  actor: Actor,
  slug: string,
  id: number,
): Promise<{ association: KeptAssociation; keeper: SignedIn; state: OpeningState } & Days> {
  const { association, keeper } = await keptAssociation(tx, actor, slug)
  const opening = await tx.opening.findFirst({
    where: { id, associationId: association.id },
    select: { state: true, closesOn: true, electionOn: true, endsOn: true },
  })
  if (!opening) throw new NotFound()
  return { association, keeper, ...opening }
}

/**
 * Changes an opening. Whoever showed interest already has shown it in this post or task, so that these stay.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid; Stale when somebody else changed it
 */
export async function editOpening(actor: Actor, slug: string, id: number, form: EditOpening): Promise<void> {
  await transaction(async (tx) => {
    const { association, keeper } = await kept(tx, actor, slug, id)
    const { version, ...fields } = form
    const columns = await columnsOf(tx, association.id, fields)
    const { count } = await tx.opening.updateMany({
      where: { id, associationId: association.id, version },
      data: { ...columns, version: version + 1 },
    })
    if (count !== 1) throw new Stale()
    await note(tx, keeper, association.id, id, 'opening.changed', { kind: form.kind })
  })
}

/**
 * Publishes an opening, or says that it is filled, over, or open again.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it stands otherwise by now; Invalid when its last day, the
 * election or the work itself is over
 */
export async function moveOpening(
  actor: Actor,
  slug: string,
  id: number,
  given: { verb: OpeningVerb; version: number },
): Promise<void> {
  const { verb, version } = given
  await transaction(async (tx) => {
    const { association, keeper, state, ...days } = await kept(tx, actor, slug, id)
    const to = afterVerb(state, verb)
    if (to === null) throw new Stale()
    const today = dayToDate(actor.today)
    const { closesOn } = days
    const over = (day: Date | null) => day !== null && day < today
    const opens = to === 'open'
    if (verb === 'publish' && over(closesOn)) {
      throw new Invalid({ closesOn: ['openings.error.closed_day'] })
    }
    for (const name of ['electionOn', 'endsOn'] as const) {
      if (opens && over(days[name])) throw new Invalid({ [name]: ['openings.error.over_day'] })
    }
    // What is over has a last day, from which the days run until everything about the people is deleted.
    const last = opens
      ? verb === 'reopen' && closesOn && closesOn <= today
        ? null
        : closesOn
      : closesOn && over(closesOn)
        ? closesOn
        : today
    const { count } = await tx.opening.updateMany({
      where: { id, associationId: association.id, state, version },
      data: {
        state: to,
        version: version + 1,
        closesOn: last,
        // Closed by hand: from here on the days run until what is kept is deleted. Filled, the election is to come.
        closedAt: to === 'closed' ? now() : null,
        ...(opens ? { publishedAt: now() } : {}),
      },
    })
    if (count !== 1) throw new Stale()
    await note(tx, keeper, association.id, id, `opening.${PAST[verb]}`)
  })
}

const PAST = { publish: 'published', fill: 'filled', close: 'closed', reopen: 'reopened' } as const

/**
 * Adds the voice of somebody who has done it, with the day on which they agreed to be quoted.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid for a day to come, or more voices than anybody reads
 */
export async function addVoice(actor: Actor, slug: string, id: number, form: VoiceForm): Promise<void> {
  await transaction(async (tx) => {
    const { association, keeper } = await kept(tx, actor, slug, id)
    if (form.consentOn > actor.today) throw new Invalid({ consentOn: ['openings.voices.error.future'] })
    await tx.$executeRaw`SELECT FROM openings WHERE id = ${id}::int FOR NO KEY UPDATE`
    if ((await tx.openingVoice.count({ where: { openingId: id } })) >= MOST_VOICES) {
      throw new Invalid({ form: [message('form.too_many', { max: MOST_VOICES })] })
    }
    await tx.openingVoice.create({
      data: { openingId: id, who: form.who, text: form.text, consentOn: dayToDate(form.consentOn) },
      select: { id: true },
    })
    await note(tx, keeper, association.id, id, 'opening.voice_added', { consentOn: form.consentOn })
  })
}

/** Takes a voice away, as whoever spoke no longer agrees. @throws SignInNeeded, NotAllowed, NotFound */
export async function removeVoice(actor: Actor, slug: string, id: number, voiceId: number): Promise<void> {
  await transaction(async (tx) => {
    const { association, keeper } = await kept(tx, actor, slug, id)
    const { count } = await tx.openingVoice.deleteMany({ where: { id: voiceId, openingId: id } })
    if (count !== 1) throw new NotFound()
    await note(tx, keeper, association.id, id, 'opening.voice_removed')
  })
}

/** So many are closed in one transaction. */
const BATCH = 500

/** Closes what is open after its last day: the closing, the election or the end of the work. @returns how many */
export async function closeOpenings(): Promise<number> {
  const today = dayOf(now())
  let closed = 0
  for (let after: number | null = 0; after !== null; ) {
    const batch: { closed: number; last: number | null } = await closeSome(today, after)
    closed += batch.closed
    after = batch.last
  }
  return closed
}

function closeSome(today: Day, after: number): Promise<{ closed: number; last: number | null }> {
  const over = { lt: dayToDate(today) }
  return transaction(async (tx) => {
    const found = await tx.opening.findMany({
      where: {
        id: { gt: after },
        state: 'open',
        OR: [{ closesOn: over }, { electionOn: over }, { endsOn: over }],
      },
      orderBy: { id: 'asc' },
      take: BATCH,
      select: { id: true, associationId: true, version: true, ...daysSelect },
    })
    let closed = 0
    for (const { id, associationId, version, ...row } of found) {
      const on = lastDayOf(daysOf(row))
      const { count } = await tx.opening.updateMany({
        where: { id, state: 'open', version },
        data: { state: 'closed', version: version + 1, closesOn: orNull(on) },
      })
      if (count === 0) continue
      closed += count
      await record(tx, JOB, {
        action: 'opening.closed',
        subjectType: 'opening',
        subjectId: id,
        associationId,
        after: { on },
      })
    }
    return { closed, last: found.length < BATCH ? null : (found.at(-1)?.id ?? null) }
  })
}

/** Deletes openings that have been over for years, with the voices in them. @returns how many */
export async function forgetOpenings(): Promise<number> {
  const before = dayToDate(addDays(dayOf(now()), -OPENING_KEPT_DAYS))
  return transaction(async (tx) => {
    const { count } = await tx.opening.deleteMany({
      where: {
        state: { in: ['filled', 'closed'] },
        OR: [{ closesOn: { lt: before } }, { closesOn: null, updatedAt: { lt: before } }],
        interests: { none: {} },
      },
    })
    if (count > 0) {
      const subject = { subjectId: 'openings', subjectType: 'portal' }
      await record(tx, JOB, { action: 'retention.cleared', ...subject, after: { openings: count } })
    }
    return count
  })
}
