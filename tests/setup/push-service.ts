/**
 * A push service on this machine, as a browser's maker runs one: https, with devices whose messages it can read,
 * because it holds their keys. Settings that lead the portal to it are in `settings`.
 */
import { createECDH, createPublicKey, type ECDH, randomBytes, verify } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ece from 'http_ece'
import { selfSigned } from './certificate'

export type Device = { endpoint: string; p256dh: string; auth: string }

/** A message as it arrived. `token` is the proof of who sent it (VAPID), its signature already checked. */
type Received = {
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
  message: Record<string, unknown>
  token: { aud: string; exp: number; sub: string }
  publicKey: string
}

export type PushService = {
  origin: string
  /** What the portal has to be told so that it knows and trusts this service */
  settings: { PUSH_HOSTS: string; PUSH_CA_FILE: string }
  received: Received[]
  /** What is answered next, until it is changed; 201 at first. A function answers by itself, or not at all. */
  answer: number | { status: number; headers: Record<string, string> } | ((response: ServerResponse) => void)
  device(name?: string): Device
  close(): Promise<void>
}

/** The proof in the header of a message. @throws Error when it is none, or was not signed with the key it names */
function readProof(authorization: string): Pick<Received, 'token' | 'publicKey'> {
  const [, jwt = '', publicKey = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? []
  const [head = '', claims = '', signature = ''] = jwt.split('.')
  const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  if (json(head).alg !== 'ES256') throw new Error('the proof is not signed with ES256')
  const point = Buffer.from(publicKey, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((n) => n.toString('base64url'))
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isSigned) throw new Error('the proof was signed with another key')
  return { token: json(claims), publicKey }
}

export async function openPushService(): Promise<PushService> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-push-'))
  const caFile = path.join(folder, 'push.pem')
  const { key, cert } = selfSigned()
  writeFileSync(caFile, cert)
  const devices = new Map<string, { keys: ECDH; auth: Buffer }>()

  const server = createServer({ key, cert }, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const at = request.url ?? ''
    const device = devices.get(at)
    const { answer } = service
    if (typeof answer === 'function') return answer(response)
    if (!device) return response.writeHead(404).end()
    try {
      const plain = ece.decrypt(body, {
        version: 'aes128gcm',
        privateKey: device.keys,
        authSecret: device.auth,
      })
      service.received.push({
        path: at,
        headers: request.headers,
        body,
        message: JSON.parse(plain.toString('utf8')),
        ...readProof(request.headers.authorization ?? ''),
      })
    } catch (error) {
      return response.writeHead(400).end(String(error))
    }
    const { status, headers } = typeof answer === 'number' ? { status: answer, headers: {} } : answer
    response.writeHead(status, headers).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`

  const service: PushService = {
    origin,
    settings: { PUSH_HOSTS: 'localhost', PUSH_CA_FILE: caFile },
    received: [],
    answer: 201,
    device(name = randomBytes(12).toString('base64url')) {
      const at = `/push/${name}`
      const known = devices.get(at)
      const keys = known?.keys ?? createECDH('prime256v1')
      if (!known) keys.generateKeys()
      const auth = known?.auth ?? randomBytes(16)
      devices.set(at, { keys, auth })
      return {
        endpoint: `${origin}${at}`,
        p256dh: keys.getPublicKey().toString('base64url'),
        auth: auth.toString('base64url'),
      }
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return service
}
