/** The description of the open interface (OpenAPI 3.1), made from the schemas of the answers. Pure. */
import { z } from 'zod'
import { answerOf, BASE, type Operation, type OperationName, operations } from './operations'
import { problem } from './schema'

type Json = { [key: string]: unknown }
/** Words of the catalogue in one language */
type Say = (key: string) => string

const schemaOf = (type: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  })
  return schema as Json
}

function parameters(place: 'path' | 'query', object: z.ZodObject | undefined): Json[] {
  if (!object) return []
  const { properties = {}, required = [] } = schemaOf(object, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description ? { description } : {}),
    schema,
  }))
}

const PROBLEMS = {
  '400': 'BadRequest',
  '404': 'NotFound',
  '410': 'Gone',
  '429': 'TooMany',
  '503': 'Closed',
} as const

function described(name: string, operation: Operation, both: Say): Json {
  const refusals = Object.entries(PROBLEMS).filter(
    ([code]) => !operation.list || (code !== '404' && code !== '410'),
  )
  return {
    get: {
      operationId: name,
      tags: [operation.words],
      summary: both(`opendata.resource.${operation.words}.title`),
      description: both(`opendata.resource.${operation.words}.text`),
      parameters: [...parameters('path', operation.params), ...parameters('query', operation.query)],
      responses: {
        '200': {
          description: 'OK',
          headers: { ETag: { $ref: '#/components/headers/ETag' } },
          content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
        },
        '304': { description: 'Not Modified' },
        ...Object.fromEntries(
          refusals.map(([code, kind]) => [code, { $ref: `#/components/responses/${kind}` }]),
        ),
      },
    },
  }
}

/**
 * @param origin public address of the portal
 * @param ja words in Japanese
 * @param en words in English
 */
export function describeApi(
  origin: string,
  licence: { name: string; url: string | null },
  ja: Say,
  en: Say,
): Json {
  const both = (key: string) => `${ja(key)} / ${en(key)}`
  const all = Object.entries(operations) as [OperationName, Operation][]
  const refusal = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  })
  return {
    openapi: '3.1.0',
    info: {
      title: both('opendata.title'),
      description: both('opendata.lead'),
      version: '1.0.0',
      license: { name: licence.name, ...(licence.url ? { url: licence.url } : {}) },
    },
    servers: [{ url: `${origin}${BASE}` }],
    paths: Object.fromEntries(
      all.map(([name, operation]) => [operation.path, described(name, operation, both)]),
    ),
    components: {
      headers: { ETag: { schema: { type: 'string' } } },
      schemas: {
        ...Object.fromEntries(
          all.map(([name, operation]) => [name, schemaOf(answerOf(operation), 'output')]),
        ),
        Problem: schemaOf(problem, 'output'),
      },
      responses: {
        BadRequest: refusal('パラメーターが読めない / a parameter cannot be read'),
        NotFound: refusal('ない、または公開されていない / there is none, or it is not public'),
        Gone: refusal('取り消された、または期限を過ぎた / withdrawn or expired'),
        TooMany: refusal('回数が多すぎる / too many requests'),
        Closed: refusal('保守中 / closed for maintenance'),
      },
    },
  }
}
