/** The head of a page that is one person's alone: no search engine keeps it. */
import type { MetaFunction } from '@remix-run/react'
import { titleMeta } from '~/ui/meta'

export const privateMeta =
  (key: string): MetaFunction =>
  (args) => [...(titleMeta(key)(args) ?? []), { name: 'robots', content: 'noindex' }]
