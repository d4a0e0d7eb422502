/** The form of a programme: every shipped programme fits into it and comes out of it as it was. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Condition, type Programme, programme } from '~/modules/subsidies/schema'
import { close, open, parseJson } from '~/modules/subsidies/sketch/convert'
import { moved, readSketch, rowMove, writeSketch } from '~/modules/subsidies/sketch/fields'
import { monthDayOf, rateOf, yenOf } from '~/modules/subsidies/sketch/leaves'
import { knownFacts, partSpec } from '~/modules/subsidies/sketch/part-specs'
import { type Part, partAddress, partJson, partNames, partOf, withPart } from '~/modules/subsidies/sketch/parts'
import { conditionSpec, grantSpec, valueSpec } from '~/modules/subsidies/sketch/rules'
import { blank, type Sketch } from '~/modules/subsidies/sketch/spec'
import type { FormFields } from '~/platform/forms'
import { shippedProgrammes } from '../../../prisma/seed/programmes'
import { programmeOf } from './support'

const partsOf = (of: Programme): Part[] => [
  ...partNames.map((name) => ({ name })),
  ...of.works.map(({ key }): Part => ({ name: 'work', work: key })),
]

/** Through the browser and back: opened, written into fields, read, closed. */
function roundTrip(of: Programme, part: Part): { programme: Programme; fields: FormFields } {
  const spec = partSpec(part, of)
  const opened = open(spec, partJson(part, of))
  if (opened === null) throw new Error(`${of.key} ${partAddress(part)} does not open`)
  const fields = writeSketch(spec, opened)
  const faults = {}
  const json = close(spec, readSketch(spec, fields), '', faults)
  expect(faults).toEqual({})
  return { programme: programme.parse(withPart(part, of, json, '?')), fields }
}

describe.each(shippedProgrammes().map((one): [string, Programme] => [one.key, one]))('%s', (_, of) => {
  test('fits into the form and comes out as it was', () => {
    for (const part of partsOf(of)) {
      const { programme: after, fields } = roundTrip(of, part)
      expect(after).toEqual(of)
      // More than the reader of forms takes would be refused.
      expect(Object.keys(fields).length).toBeLessThan(450)
      expect(partOf(partAddress(part), of)).toEqual(part)
    }
  })

  test('needs no JSON in its form', () => {
    for (const part of partsOf(of)) {
      const shapes = Object.entries(roundTrip(of, part).fields).filter(([name]) => name.endsWith('-shape'))
      expect(shapes.filter(([, shape]) => shape === 'json')).toEqual([])
    }
  })
})

