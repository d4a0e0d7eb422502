/** Results of surveys on a real database: counted right, shown to the right people, and nothing of a few. */
import { beforeEach, describe, expect, test } from 'vitest'
import { takeSnapshots } from '~/modules/surveys/commands/snapshot.server'
import { resultsFile } from '~/modules/surveys/files.server'
import { resultsOf } from '~/modules/surveys/queries/results.server'
import { talliesOf } from '~/modules/surveys/queries/tally.server'
import { textsToReview } from '~/modules/surveys/queries/texts.server'
import { type Answers, MESH, type Question } from '~/modules/surveys/rules'
import { db } from '~/platform/db.server'
import { NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { makeRandom } from '../../../prisma/seed/random'
import { resetDatabase } from '../../setup/database'
import { household, makeTown, officer, person, reader, refusal, type Town } from '../events/support'
import { end, openSurvey, put, times } from './results-support'

const t = translator('ja')
let town: Town
beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
})

const EVERYTHING = [
  { kind: 'single', options: 4 },
  { kind: 'multiple', options: 5 },
  { kind: 'scale', most: 5 },
  { kind: 'ranking', options: 4, most: 3 },
  { kind: 'place' },
  { kind: 'text' },
] as const

/** Random answers to every kind of question; each question is left out now and then. */
function randomAnswers(questions: readonly Question[], count: number, seed: number): Answers[] {
  const random = makeRandom(seed)
  return Array.from({ length: count }, () => {
    const answers: Answers = {}
    for (const { id, kind, options, most } of questions) {
      if (random.chance(0.15)) continue
      const ids = options.map((option) => option.id)
      const shuffled = [...ids].sort(() => random.next() - 0.5)
      const some = shuffled.slice(0, random.between(1, most ?? ids.length))
      answers[id] =
        kind === 'single'
          ? random.pick(ids)
          : kind === 'multiple'
            ? some.sort((a, b) => a - b)
            : kind === 'scale'
              ? random.between(1, 5)
              : kind === 'ranking'
                ? some
                : kind === 'place'
                  ? { lat: 34.8 + random.between(0, 9) / 1000, lng: 135.65 + random.between(0, 9) / 1000 }
                  : `意見 ${random.between(1, 6)}`
    }
    return answers
  })
}

describe('counting', () => {
  test('agrees with answers that are counted one by one', async () => {
    const { id, questions } = await openSurvey(town.home, EVERYTHING)
    const all = randomAnswers(questions, 150, 1)
    await put(id, all)
    const tallies = await talliesOf(id, questions)
    for (const [index, question] of questions.entries()) {
      const given = all.flatMap((answers) =>
        answers[question.id] === undefined ? [] : [answers[question.id]],
      )
      const tally = tallies[index]
      expect(tally).toMatchObject({ questionId: question.id, kind: question.kind, answered: given.length })
      if (!tally) continue
      const keys = question.kind === 'scale' ? [1, 2, 3, 4, 5] : question.options.map((option) => option.id)
      const counted = (of: (key: number) => number) => keys.map((key) => ({ key, count: of(key) }))
      if (tally.kind === 'single' || tally.kind === 'scale') {
        expect(tally.counts).toEqual(counted((key) => given.filter((answer) => answer === key).length))
      } else if (tally.kind === 'multiple') {
        expect(tally.counts).toEqual(
          counted((key) => given.filter((answer) => (answer as number[]).includes(key)).length),
        )
      } else if (tally.kind === 'ranking') {
        expect(tally.counts).toEqual(
          counted((key) => given.filter((answer) => (answer as number[])[0] === key).length),
        )
        // Three places are asked for: 3, 2 and 1 points.
        const points = (answer: unknown, key: number) => {
          const place = (answer as number[]).indexOf(key)
          return place === -1 ? 0 : 3 - place
        }
        expect(tally.points).toEqual(
          counted((key) => given.reduce<number>((sum, answer) => sum + points(answer, key), 0)),
        )
      } else if (tally.kind === 'place') {
        const cells = new Map<string, number>()
        for (const answer of given) {
          const { lat, lng } = answer as { lat: number; lng: number }
          const cell = `${Math.floor(lat * MESH.rows + 1e-6)} ${Math.floor(lng * MESH.columns + 1e-6)}`
          cells.set(cell, (cells.get(cell) ?? 0) + 1)
        }
        expect(new Map(tally.cells.map(({ row, column, count }) => [`${row} ${column}`, count]))).toEqual(
          cells,
        )
      }
    }
  })

  test('knows nothing of another survey', async () => {
    const one = await openSurvey(town.home, [{ kind: 'single', options: 2 }])
    const other = await openSurvey(town.home, [{ kind: 'single', options: 2 }])
    await put(other.id, times(9, { [other.questions[0]?.id ?? 0]: other.questions[0]?.options[0]?.id ?? 0 }))
    expect(await talliesOf(one.id, one.questions)).toMatchObject([{ answered: 0 }])
  })
})

describe('what leaves the portal', () => {
  test('holds no number of people from one to four, on the page and in the file', async () => {
    for (let seed = 1; seed <= 25; seed++) {
      const { id, questions } = await openSurvey(town.home, EVERYTHING, { resultsPublic: true })
      await put(id, randomAnswers(questions, 5 + seed, seed), { areaId: town.groupA.id })
      await end(id)
      const { results, texts } = await resultsOf(reader(), id)
      expect(texts).toEqual([])
      const numbers = results.flatMap(({ answered, lines, together, cells, elsewhere }) => [
        answered,
        ...lines.map(({ count }) => count),
        together?.count ?? null,
        ...cells.map(({ count }) => count),
        elsewhere,
      ])
      expect(numbers.filter((number) => number !== null && number > 0 && number < 5)).toEqual([])
      const file = await resultsFile(reader(), id, t)
      for (const line of file.split('\r\n')) {
        if (/平均|標準偏差|順番|点数/.test(line)) continue
        expect(line).not.toMatch(/,[1-4],?$/)
      }
    }
  }, 60_000)

  test('is nothing at all of four answers', async () => {
    const { id, questions } = await openSurvey(town.home, EVERYTHING)
    await put(id, randomAnswers(questions, 4, 3))
    await end(id)
    expect(await resultsOf(reader(), id)).toMatchObject({ standing: 'few', results: [], answers: null })
    expect(await refusal(resultsFile(reader(), id, t))).toBeInstanceOf(NotFound)
  })

  test('tells answers on paper apart, but not a few of them', async () => {
    const { id, questions } = await openSurvey(town.home, [{ kind: 'scale', most: 5 }])
    const answer = { [questions[0]?.id ?? 0]: 3 }
    await put(id, times(8, answer))
    await put(id, times(6, answer), { onPaper: true })
    await end(id)
    expect(await resultsOf(reader(), id)).toMatchObject({ answers: 14, onPaper: 6 })
    const few = await openSurvey(town.home, [{ kind: 'scale', most: 5 }])
    const other = { [few.questions[0]?.id ?? 0]: 3 }
    await put(few.id, times(8, other))
    await put(few.id, times(2, other), { onPaper: true })
    await end(few.id)
    expect(await resultsOf(reader(), few.id)).toMatchObject({ answers: 10, onPaper: null })
  })
})

describe('who sees results', () => {
  test('everybody where they are public, those who were asked and who run it otherwise', async () => {
    const mother = await person()
    await household(town.groupA, [{ of: mother }])
    const stranger = await person()
    const chair = await officer('chair', town.home)
    const elsewhere = await officer('chair', town.other)
    const of = async (resultsPublic: boolean) => {
      const { id, questions } = await openSurvey(town.home, [{ kind: 'scale', most: 5 }], { resultsPublic })
      await put(id, times(6, { [questions[0]?.id ?? 0]: 3 }))
      await end(id)
      return id
    }
    const open = await of(true)
    for (const actor of [reader(), stranger, elsewhere, mother, chair]) {
      expect(await resultsOf(actor, open)).toMatchObject({ standing: 'final' })
    }
    const closed = await of(false)
    for (const actor of [mother, chair]) {
      expect(await resultsOf(actor, closed)).toMatchObject({ standing: 'final' })
    }
    for (const actor of [reader(), stranger, elsewhere]) {
      expect(await refusal(resultsOf(actor, closed))).toBeInstanceOf(NotFound)
    }
    // Known to everybody as it is to everybody, but its results are for those who were asked.
    const toAll = await openSurvey(town.city, [{ kind: 'scale' }], {
      resultsPublic: false,
      reach: 'all',
      unit: 'person',
    })
    await end(toAll.id)
    expect(await refusal(resultsOf(reader(), toAll.id))).toBeInstanceOf(SignInNeeded)
  })

  test('nobody before the end, also not who runs it', async () => {
    const { id, questions } = await openSurvey(town.home, [{ kind: 'scale', most: 5 }])
    await put(id, times(20, { [questions[0]?.id ?? 0]: 3 }))
    const chair = await officer('chair', town.home)
    expect(await resultsOf(chair, id)).toMatchObject({ standing: 'none', results: [], answers: null })
    expect(await refusal(textsToReview(chair, id, 'waiting', ''))).toBeInstanceOf(Stale)
  })
})

describe('a running survey', () => {
  test('is counted when five more have answered, and shows nothing of those between', async () => {
    const { id, questions } = await openSurvey(town.home, [{ kind: 'scale', most: 5 }], {
      showsRunning: true,
    })
    const answer = (step: number) => ({ [questions[0]?.id ?? 0]: step })
    await put(id, times(4, answer(3)))
    expect(await takeSnapshots()).toBe(0)
    expect(await resultsOf(reader(), id)).toMatchObject({ standing: 'few', results: [] })
    await put(id, times(3, answer(3)))
    expect(await takeSnapshots()).toBe(1)
    const before = await resultsOf(reader(), id)
    expect(before).toMatchObject({ standing: 'running', answers: 5 })
    // All have said the same: that is nobody's to know either.
    expect(before.results[0]?.lines.every(({ count }) => count === null)).toBe(true)
    // One neighbour answers: nobody can tell what.
    await put(id, [answer(1)])
    expect(await takeSnapshots()).toBe(0)
    expect(await resultsOf(reader(), id)).toEqual(before)
    await put(id, times(4, answer(1)))
    expect(await takeSnapshots()).toBe(1)
    const after = await resultsOf(reader(), id)
    expect(after.results[0]?.lines.map(({ count }) => count)).toEqual([5, null, 5, null, null])
    expect(after).toMatchObject({ answers: 10, texts: [], response: null, onPaper: null })
  })

  test('is not counted where its results come at the end', async () => {
    const { id, questions } = await openSurvey(town.home, [{ kind: 'scale', most: 5 }])
    await put(id, times(20, { [questions[0]?.id ?? 0]: 3 }))
    expect(await takeSnapshots()).toBe(0)
    expect(await db.surveySnapshot.count()).toBe(0)
  })
})

describe('the rate of response', () => {
  test('stands by groups, those with few answers together', async () => {
    for (let i = 0; i < 15; i++) await household(town.groupA)
    for (let i = 0; i < 8; i++) await household(town.groupB)
    for (let i = 0; i < 6; i++) await household(town.home)
    await household(town.groupA, [], { movedOutOn: new Date('2020-01-01') })
    await household(town.other)
    const { id, questions } = await openSurvey(town.home, [{ kind: 'scale', most: 5 }])
    const answer = { [questions[0]?.id ?? 0]: 3 }
    await put(id, times(9, answer), { areaId: town.groupA.id })
    await put(id, times(2, answer), { areaId: town.groupB.id })
    await put(id, times(4, answer), { areaId: town.home.id })
    await end(id)
    const { response } = await resultsOf(reader(), id)
    expect(response?.asked).toBe(29)
    expect(response?.rates).toEqual({
      areas: [{ areaId: town.groupA.id, answered: 9, asked: 15, name: 'group-a' }],
      others: { areas: 2, answered: 6, asked: 14 },
    })
  })

  test('counts persons once, with or without an account, and no children', async () => {
    const [both, mother, member] = [await person(), await person(), await person()]
    await household(town.groupA, [{ of: both }, { of: mother }, { of: await person(), role: 'dependant' }])
    await household(town.groupB, [{ of: both }])
    const home = await household(town.groupB)
    await db.householdMember.createMany({
      data: ['祖母', '祖父', 'おば'].map((name) => ({ householdId: home, role: 'member' as const, name })),
    })
    await db.membership.createMany({
      data: [member, mother].map(({ user }) => ({
        userId: user.id,
        associationId: town.home.id,
        state: 'confirmed' as const,
        decidedAt: new Date(),
      })),
    })
    const { id, questions } = await openSurvey(town.home, [{ kind: 'scale', most: 5 }], { unit: 'person' })
    await put(id, times(5, { [questions[0]?.id ?? 0]: 3 }))
    await end(id)
    const { response } = await resultsOf(reader(), id)
    // Both, mother, three without an account, and the member without a household: six; and five whose part
    // of the town is not known, who were asked as they have answered.
    expect(response).toEqual({ asked: 6 + 5, nearly: false, rates: null })
  })
})
