/** The estimate from the record of a hall: what everybody gets, and what its officers get besides. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { hallAnswers, hallsToChoose } from '~/modules/applications/queries/estimate-hall.server'
import { estimateToPrint } from '~/modules/subsidies/commands/paper.server'
import { programmeFor } from '~/modules/subsidies/queries/programmes.server'
import type { Programme } from '~/modules/subsidies/schema'
import { dayToDate } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { Invalid, NotFound, TooMany } from '~/platform/errors'
import { createProgrammes } from '../../../prisma/seed/programmes'
import { resetDatabase } from '../../setup/database'
import { actorOf, giveTerm, makeTown, makeUser, type Town, today } from '../accounts/support'
import { programmeOf } from '../subsidies/support'

const nobody = guest(today())
let town: Town
let hall = 0
let secretary: Actor

beforeEach(async () => {
  await resetDatabase()
  await transaction(createProgrammes)
  town = await makeTown()
  const { id } = await makeUser()
  await giveTerm(id, town.association.id, 'secretary')
  secretary = await actorOf(id)
  const made = await db.hall.create({
    data: {
      name: 'けやき会館',
      address: '枚方市けやき町1番',
      structure: 'wood',
      floorArea: '132.5',
      completedOn: dayToDate('1978-01-01'),
      completedPrecision: 'year',
      designation: 'shelter',
      registeredTo: town.association.name,
      associations: { create: { associationId: town.association.id } },
      diagnoses: {
        create: {
          diagnosedOn: dayToDate('2019-11-14'),
          method: 'wood_general',
          score: '0.62',
          result: 'unsafe',
        },
      },
      works: { create: { kind: 'repair', completedOn: dayToDate('2020-05-01'), subsidy: 500_000 } },
    },
    select: { id: true },
  })
  hall = made.id
})

/** A scheme that asks about everything that a hall may answer. */
const asking = (): Programme =>
  programmeOf(
    {
      register: 'repair',
      cumulative: { cap: 3_000_000, window: { years: 20 } },
      requirements: (
        [
          { fact: 'structure', equals: 'wood' },
          { fact: 'oldStandard', equals: true },
          { fact: 'floorArea', atLeast: 10 },
          { fact: 'shelter', equals: true },
          { fact: 'registeredInName', equals: true },
          { fact: 'scoreBefore', below: 1 },
        ] as const
      ).map((must) => ({ must, otherwise: String(must.fact) })),
    },
    { otherMoney: 'ignore' },
  )

describe('the answers of a hall', () => {
  test('are what everybody may know', async () => {
    const { fields, inside, facts } = await hallAnswers(nobody, asking(), ['w'], hall)
    expect(fields).toEqual({
      'fact-structure': 'wood',
      'fact-oldStandard': 'true',
      'fact-floorArea': '132.5',
      'fact-shelter': 'true',
    })
    expect(facts).toHaveLength(4)
    expect(inside).toBe(false)
  })

  test('are more for the officers of its association, and for nobody else', async () => {
    const { fields, inside } = await hallAnswers(secretary, asking(), ['w'], hall)
    expect(inside).toBe(true)
    expect(fields).toMatchObject({
      'fact-scoreBefore': '0.62',
      'fact-registeredInName': 'true',
      'fact-earlierGrants': '500000',
    })
    const stranger = await makeUser()
    await giveTerm(stranger.id, town.other.id, 'chair')
    const seen = await hallAnswers(await actorOf(stranger.id), asking(), ['w'], hall)
    expect(Object.keys(seen.fields)).not.toContain('fact-scoreBefore')
    expect(JSON.stringify(seen)).not.toMatch(/0\.62|500000/)
  })

  test('are none of a hall that is closed or is not there', async () => {
    await expect(hallAnswers(nobody, asking(), ['w'], 999_999)).rejects.toBeInstanceOf(NotFound)
    await db.hall.update({ where: { id: hall }, data: { closedOn: dayToDate('2020-01-01') } })
    await expect(hallAnswers(nobody, asking(), ['w'], hall)).rejects.toBeInstanceOf(NotFound)
  })
})

describe('the halls to choose from', () => {
  test('are those that hold the words, else those that one keeps', async () => {
    const ids = async (actor: Actor, words?: string) =>
      (await hallsToChoose(actor, words)).halls.map(({ id }) => id)
    expect(await ids(nobody, 'けやき')).toEqual([hall])
    expect(await ids(nobody, 'さくら')).toEqual([])
    expect(await ids(nobody)).toEqual([])
    expect(await ids(secretary)).toEqual([hall])
    const stranger = await makeUser()
    await giveTerm(stranger.id, town.other.id, 'chair')
    expect(await ids(await actorOf(stranger.id))).toEqual([])
  })
})

describe('the paper', () => {
  const fields = { programme: 'hirakata-hall', work: 'seismicRetrofit', 'cost-seismicRetrofit': '1200000' }

  test('is made so many times for one address, and then has to wait', async () => {
    expect((await programmeFor('hirakata-hall', 2026)).own).toBe(true)
    // What is wrong is told without being counted.
    await expect(
      estimateToPrint('192.0.2.1', { ...fields, 'cost-seismicRetrofit': 'x' }),
    ).rejects.toBeInstanceOf(Invalid)
    for (let i = 0; i < 40; i++) await estimateToPrint('192.0.2.1', fields)
    await expect(estimateToPrint('192.0.2.1', fields)).rejects.toBeInstanceOf(TooMany)
    expect((await estimateToPrint('192.0.2.2', fields)).assessment).toMatchObject({ amount: 800_000 })
  })
})
