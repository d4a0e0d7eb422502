/** Usual things that change hands, by post: keys of `handover.library`. An association adds and removes its own. */
import type { Post } from '~/modules/accounts/rules'
import type { ItemKind } from './rules'

type Usual = { key: string; kind: ItemKind; posts: readonly Post[] }

const LEADERS: readonly Post[] = ['chair', 'vice_chair']
const ALL: readonly Post[] = [
  'chair',
  'vice_chair',
  'secretary',
  'treasurer',
  'auditor',
  'group_leader',
  'board_member',
]

const USUAL: readonly Usual[] = [
  { key: 'hall_key', kind: 'key', posts: LEADERS },
  { key: 'store_key', kind: 'key', posts: ['chair', 'board_member'] },
  { key: 'cash_box_key', kind: 'key', posts: ['treasurer'] },
  { key: 'seal', kind: 'account', posts: ['chair'] },
  { key: 'bank_book', kind: 'account', posts: ['treasurer'] },
  { key: 'bank_seal', kind: 'account', posts: ['treasurer'] },
  { key: 'bank_name', kind: 'account', posts: ['treasurer'] },
  { key: 'mailbox', kind: 'account', posts: ['chair', 'secretary'] },
  { key: 'computer', kind: 'account', posts: ['secretary', 'treasurer'] },
  { key: 'insurance', kind: 'account', posts: ['chair', 'treasurer'] },
  { key: 'rules', kind: 'paper', posts: ['chair', 'secretary'] },
  { key: 'minutes', kind: 'paper', posts: ['chair', 'secretary'] },
  { key: 'members', kind: 'paper', posts: ['chair', 'secretary', 'group_leader'] },
  { key: 'circulars', kind: 'paper', posts: ['secretary', 'group_leader'] },
  { key: 'books', kind: 'paper', posts: ['treasurer'] },
  { key: 'receipts', kind: 'paper', posts: ['treasurer'] },
  { key: 'dues', kind: 'paper', posts: ['treasurer', 'group_leader'] },
  { key: 'audit_papers', kind: 'paper', posts: ['auditor'] },
  { key: 'city_papers', kind: 'paper', posts: ['chair'] },
  { key: 'disaster', kind: 'paper', posts: ['chair', 'board_member', 'group_leader'] },
  { key: 'waste', kind: 'paper', posts: ['group_leader'] },
  { key: 'people', kind: 'other', posts: ALL },
]

/** The usual things of a post, in the order in which they are gone through. */
export const usualOf = (post: Post): { key: string; kind: ItemKind }[] =>
  USUAL.filter(({ posts }) => posts.includes(post)).map(({ key, kind }) => ({ key, kind }))
