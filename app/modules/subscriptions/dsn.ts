/** Reading a delivery status notification (RFC 3464): what a mail server says when a message did not arrive. Pure. */

type FailedRecipient = {
  /** Lower case */
  address: string
  /** Enhanced status code, such as 5.1.1 */
  status: string
}

type Fields = Map<string, string>

/** Header fields up to the first empty line, long lines joined, names in lower case; the first of a name counts. */
function headerOf(lines: readonly string[], start = 0): { fields: Fields; next: number } {
  const fields: Fields = new Map()
  let name = ''
  let i = start
  for (; i < lines.length && lines[i] !== ''; i++) {
    const line = lines[i] ?? ''
    if (/^[ \t]/.test(line) && name) {
      fields.set(name, `${fields.get(name)} ${line.trim()}`)
      continue
    }
    const colon = line.indexOf(':')
    name = colon > 0 ? line.slice(0, colon).trim().toLowerCase() : ''
    if (name && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
    else name = ''
  }
  return { fields, next: i + 1 }
}

/** The parts of a multipart body, each as its lines. */
function partsOf(lines: readonly string[], boundary: string): string[][] {
  const parts: string[][] = []
  let part: string[] | null = null
  for (const line of lines) {
    const mark = line.trimEnd()
    if (mark === `--${boundary}--`) break
    if (mark === `--${boundary}`) {
      part = []
      parts.push(part)
    } else part?.push(line)
  }
  return parts
}

/** `rfc822; Hanako@Example.jp` as an address; null where it is none. */
function addressIn(field: string | undefined): string | null {
  const [type, address] = (field ?? '').split(';', 2)
  if (!/^(rfc822|utf-8)$/i.test(type?.trim() ?? '')) return null
  const bare = (address ?? '').trim().replace(/^<|>$/g, '').toLowerCase()
  return /^[^\s@<>]{1,64}@[^\s@<>]{1,190}$/.test(bare) ? bare : null
}

/**
 * The recipients that a notification says have failed for good; those merely delayed, relayed or delivered are left out.
 * @returns null when the text is no notification
 */
export function failedRecipients(text: string): FailedRecipient[] | null {
  const lines = text.split(/\r?\n/)
  // A server that pipes a mail in may put the mbox line before it.
  if (lines[0]?.startsWith('From ')) lines.shift()
  const head = headerOf(lines)
  const type = head.fields.get('content-type') ?? ''
  if (!/^multipart\/report\b/i.test(type)) return null
  const boundary = /;\s*boundary="?([^";]{1,70})"?/i.exec(type)?.[1]?.trimEnd()
  if (!boundary) return null
  for (const part of partsOf(lines.slice(head.next), boundary)) {
    const { fields, next } = headerOf(part)
    if (!/^message\/(global-)?delivery-status\b/i.test(fields.get('content-type') ?? '')) continue
    return groupsOf(part, next).flatMap(failureIn)
  }
  return null
}

/** The groups of fields of a delivery status, apart by empty lines; the first speaks of the message. */
function groupsOf(lines: readonly string[], start: number): Fields[] {
  const groups: Fields[] = []
  for (let at = start; at < lines.length; ) {
    const { fields, next } = headerOf(lines, at)
    if (fields.size > 0) groups.push(fields)
    at = next
  }
  return groups
}

function failureIn(fields: Fields): FailedRecipient[] {
  if (!/^failed\b/i.test(fields.get('action') ?? '')) return []
  // The address that was written to; a forwarding may have made another of it.
  const address = addressIn(fields.get('original-recipient')) ?? addressIn(fields.get('final-recipient'))
  const status = /^([245]\.\d{1,3}\.\d{1,3})\b/.exec(fields.get('status') ?? '')?.[1] ?? '5.0.0'
  return address && status.startsWith('5') ? [{ address, status }] : []
}
