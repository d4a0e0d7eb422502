/** One talk as whoever asks sees it: agenda, who comes, questions, minutes, what was decided. */
import { type Actor, may, scopesOf } from '~/modules/accounts/rules'
import { isPublicState, type MatterState } from '~/modules/exchange/rules'
import { type Day, dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import {
  answerOf,
  attendanceSums,
  MOST_QUESTIONS,
  nearness,
  type OutcomeStanding,
  outcomeStanding,
  type QuestionState,
  showsOnline,
  takesAnswers,
} from '../rules'
import { invitedWhere, knownThrough, ownInvited, visibleWhere } from '../scope.server'

/** So many of those that come are named; of a talk with the whole city the rest is a number. */
const MOST_NAMED = 100

export type TalkOutcomeView = {
  id: number
  text: string
  /** Whose it is: a section of the city, or an association */
  owner: string
  ofCity: boolean
  dueOn: Day | null
  doneOn: Day | null
  /** やめた日 and why */
  droppedOn: Day | null
  droppedReason: string
  standing: OutcomeStanding
  matter: { id: number; state: MatterState } | null
  /** The actor can tick it */
  mine: boolean
  /** As the form names whose it is */
  ownerKey: string
  /** The host can still change it: it is no matter of the exchange, not done and not dropped */
  editable: boolean
  version: number
}

export type TalkQuestionView = {
  id: number
  text: string
  from: string | null
  state: QuestionState
  answer: string
  refusedReason: string
  hidden: boolean
  mine: boolean
  version: number
}

/** @throws NotFound of a draft that the actor does not host */
export async function talkPage(actor: Actor, id: number, at: Date) {
  const talk = await db.talk.findFirst({
    where: { AND: [{ id }, visibleWhere(actor)] },
    select: {
      id: true,
      state: true,
      title: true,
      introduction: true,
      startsAt: true,
      endsAt: true,
      place: true,
      latitude: true,
      longitude: true,
      onlineUrl: true,
      answerBy: true,
      minutes: true,
      minutesAt: true,
      cancelledReason: true,
      version: true,
      association: { select: { id: true, slug: true, name: true, kind: true, path: true } },
      audience: { select: { id: true, slug: true, name: true, kind: true, path: true } },
      items: {
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          title: true,
          text: true,
          minutes: true,
          section: { select: { name: true } },
          matter: { select: { id: true, title: true, state: true, hiddenAt: true } },
        },
      },
    },
  })
  if (!talk) throw new NotFound()
  const host = may(actor, 'talk.host', talk.association.path)
  const [own, known, attendance, questions, outcomes] = await Promise.all([
    ownInvited(db, actor, talk.audience.path),
    knownThrough(db, actor, talk.audience.path),
    attendanceOf(id, talk.audience.path),
    questionsOf(actor, id, host),
    outcomesOf(actor, id, { host, published: talk.minutesAt !== null }),
  ])
  const answered = await db.talkAttendance.findMany({
    where: { talkId: id, associationId: { in: own.map((one) => one.id) } },
    select: { associationId: true, comes: true, online: true, people: true, version: true },
  })
  const comes = await comesWith(actor, id, talk.audience.path)
  const answerBy = talk.answerBy && dateToDay(talk.answerBy)
  const standing = { state: talk.state, startsAt: talk.startsAt, endsAt: talk.endsAt, answerBy }
  const shown = showsOnline(standing, { host, comes }, at)
  const { onlineUrl, minutes, items, ...rest } = talk
  return {
    talk: {
      ...rest,
      answerBy,
      online: onlineUrl !== '',
      /** Only for those who come, and only about the day itself */
      onlineUrl: shown ? onlineUrl : '',
      // A draft of the minutes is the host's alone.
      minutes: talk.minutesAt !== null ? minutes : '',
      items: items.map(({ matter, section, ...item }) => ({
        ...item,
        section: section?.name ?? null,
        matter:
          matter && isPublicState(matter.state) && matter.hiddenAt === null
            ? { id: matter.id, title: matter.title, state: matter.state }
            : null,
      })),
    },
    host,
    /** Associations for which the actor answers, each with what was said so far */
    own: own.map((association) => {
      const row = answered.find((one) => one.associationId === association.id)
      return {
        id: association.id,
        name: association.name,
        answer: row ? answerOf(row) : ('unknown' as const),
        people: row?.people ?? 0,
        version: row?.version ?? 0,
      }
    }),
    /** As whose member a question is shown at once; null: it waits */
    known: known && { id: known.id, name: known.name },
    takes: takesAnswers(standing, at),
    near: nearness(talk.startsAt, at),
    begun: at >= talk.startsAt,
    attendance,
    questions,
    outcomes,
  }
}
export type TalkPage = Awaited<ReturnType<typeof talkPage>>

/**
 * Whether somebody comes with an association of theirs: of an office or a membership itself, or the nearest above a
 * group. That the council comes says nothing of the members of every association in it.
 */
async function comesWith(actor: Actor, talkId: number, audiencePath: string): Promise<boolean> {
  const paths = [...new Set([...actor.memberships, ...actor.seats].map(({ path }) => path))]
  const ids = paths.flatMap((path) => path.split('/').filter(Boolean).map(Number))
  if (ids.length === 0) return false
  const invited = await db.association.findMany({
    where: { AND: [{ id: { in: [...new Set(ids)] } }, invitedWhere(audiencePath)] },
    select: { id: true, path: true },
  })
  const nearest = paths.flatMap((own) => {
    const above = invited.filter(({ path }) => own.startsWith(path))
    return above.sort((a, b) => b.path.length - a.path.length)[0]?.id ?? []
  })
  return (
    (await db.talkAttendance.count({ where: { talkId, comes: true, associationId: { in: nearest } } })) > 0
  )
}

/** Who comes, by name as far as there is room; and the sums over all that are invited. */
async function attendanceOf(talkId: number, audiencePath: string) {
  const [rows, invited] = await Promise.all([
    db.talkAttendance.findMany({
      where: { talkId, association: invitedWhere(audiencePath) },
      orderBy: [{ association: { reading: 'asc' } }, { associationId: 'asc' }],
      select: {
        comes: true,
        online: true,
        people: true,
        came: true,
        association: { select: { slug: true, name: true } },
      },
    }),
    db.association.count({ where: invitedWhere(audiencePath) }),
  ])
  const sums = attendanceSums(rows)
  const answered = rows.filter((row) => row.comes !== null || row.came !== null)
  return {
    invited,
    ...sums,
    unknown: invited - sums.place - sums.online - sums.no,
    named: answered
      .filter((row) => row.comes === true || (row.came ?? 0) > 0)
      .slice(0, MOST_NAMED)
      .map(({ association, ...row }) => ({
        slug: association.slug,
        name: association.name,
        answer: answerOf(row),
        people: row.people,
        came: row.came,
      })),
  }
}

/** What is shown to everybody, to the host all of it, and to whoever asked their own. */
export async function questionsOf(actor: Actor, talkId: number, host: boolean): Promise<TalkQuestionView[]> {
  const me = actor.user?.id
  const found = await db.talkQuestion.findMany({
    where: {
      talkId,
      ...(host ? {} : { OR: [{ state: 'shown' }, ...(me ? [{ authorId: me }] : [])] }),
    },
    orderBy: { id: 'asc' },
    take: MOST_QUESTIONS,
    select: {
      id: true,
      text: true,
      state: true,
      answer: true,
      refusedReason: true,
      hiddenAt: true,
      authorId: true,
      version: true,
      association: { select: { name: true } },
    },
  })
  return found.map(({ authorId, hiddenAt, association, ...question }) => {
    const mine = me !== undefined && authorId === me
    const hidden = hiddenAt !== null
    return {
      ...question,
      // Something hidden is read by its author and by those who moderate (on their own page), by nobody else.
      text: hidden && !mine ? '' : question.text,
      answer: hidden ? '' : question.answer,
      refusedReason: mine || host ? question.refusedReason : '',
      from: association?.name ?? null,
      hidden,
      mine,
    }
  })
}

/** What was decided; before the minutes are published for the host alone. */
export async function outcomesOf(
  actor: Actor,
  talkId: number,
  given: { host: boolean; published: boolean },
): Promise<TalkOutcomeView[]> {
  if (!given.host && !given.published) return []
  const found = await db.talkOutcome.findMany({
    where: { talkId },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      text: true,
      dueOn: true,
      doneOn: true,
      droppedOn: true,
      droppedReason: true,
      version: true,
      section: { select: { id: true, name: true } },
      association: { select: { id: true, name: true, path: true } },
      matter: {
        select: {
          id: true,
          state: true,
          dueOn: true,
          joinedTo: { select: { id: true, state: true, dueOn: true } },
        },
      },
    },
  })
  const asks = scopesOf(actor, 'matter.ask').map(({ path }) => path)
  return found.map(({ section, association, matter: own, dueOn, doneOn, droppedOn, ...outcome }) => {
    // Joined to an earlier one, it goes on there.
    const matter = own?.joinedTo ?? own
    // The city may have moved the day since, and has said why on the page of the matter.
    const due = matter?.dueOn ?? dueOn
    const days = {
      dueOn: due && dateToDay(due),
      doneOn: doneOn && dateToDay(doneOn),
      droppedOn: droppedOn && dateToDay(droppedOn),
    }
    return {
      ...outcome,
      ...days,
      owner: section?.name ?? association?.name ?? '',
      ofCity: section !== null,
      standing: outcomeStanding({ ...days, matterState: matter?.state ?? null }, actor.today),
      matter: matter && { id: matter.id, state: matter.state },
      ownerKey: section ? `section:${section.id}` : `association:${association?.id}`,
      editable: given.host && own === null && doneOn === null && droppedOn === null,
      mine: association !== null && droppedOn === null && (given.host || asks.includes(association.path)),
    }
  })
}
