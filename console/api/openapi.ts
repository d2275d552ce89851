import { z } from 'zod'
import { API_SCOPES } from '../../schema/queries/api-keys.ts'
import { pushedMention } from '../../workers/stated-mention.ts'
import { MAX_BODY_BYTES, MAX_ITEMS, MAX_REQUESTS_A_MINUTE } from './limits.ts'

const error = {
  type: 'object',
  required: ['code', 'message'],
  properties: { code: { type: 'string' }, message: { type: 'string' } },
}

const ofJson = (description: string, schema: object) => ({
  description,
  content: { 'application/json': { schema } },
})

const refusal = { type: 'object', required: ['error'], properties: { error } }
const refused = (description: string) => ofJson(description, refusal)

const result = { $ref: '#/components/schemas/Pushed' }

const mention = { $ref: '#/components/schemas/PushedMention' }

/** What `/api` has, as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0). A test compares it with the routes. */
export const openApi = {
  openapi: '3.1.0',
  info: {
    title: 'Earshot',
    version: '1',
    description: `Make a key with 'npx earshot keys create NAME'. A key may ask ${MAX_REQUESTS_A_MINUTE} times a minute.`,
  },
  servers: [{ url: '/api' }],
  paths: {
    '/openapi.json': {
      get: {
        summary: 'This description',
        responses: { '200': { description: 'OpenAPI 3.1', content: { 'application/json': {} } } },
      },
    },
    '/mentions': {
      post: {
        summary: 'Push mentions: what people said where nothing can be crawled',
        description: `One mention, an array, or one a line (NDJSON): at most ${MAX_ITEMS} in ${MAX_BODY_BYTES} bytes. Idempotent: a mention is known by its source, type and sourceItemId, else by author, day and words; sent again it changes nothing, sent with other words it is changed. A source that does not exist is made.`,
        security: [{ key: [API_SCOPES[0]] }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { oneOf: [mention, { type: 'array', items: mention, maxItems: MAX_ITEMS }] },
            },
            'application/x-ndjson': { schema: mention },
          },
        },
        responses: {
          '202': ofJson('The good items are kept, and will be processed', result),
          '400': refused('The body is no JSON, or no UTF-8'),
          '401': refused('No key, or one that is unknown or revoked'),
          '403': refused('The key lacks the scope, or the Host is not this machine'),
          '408': refused('The body did not come in time'),
          '413': refused('Too many bytes or items'),
          '415': refused('Neither JSON nor NDJSON, or compressed'),
          '422': ofJson('Every item is bad; or, as an error: there is none', {
            oneOf: [result, refusal],
          }),
          '429': refused('Too many requests: wait as Retry-After says'),
          '500': refused('It failed here: send it again'),
        },
      },
    },
  },
  components: {
    securitySchemes: {
      key: { type: 'http', scheme: 'bearer', description: 'A key, ek_…; its scopes are checked' },
    },
    schemas: {
      PushedMention: z.toJSONSchema(pushedMention, { io: 'input', unrepresentable: 'any' }),
      Pushed: {
        type: 'object',
        required: ['accepted', 'unchanged', 'errors'],
        properties: {
          accepted: { type: 'integer', description: 'New or changed, and due to be processed' },
          unchanged: { type: 'integer', description: 'Known as they are' },
          errors: {
            type: 'array',
            items: {
              type: 'object',
              required: ['index', 'error'],
              properties: {
                index: { type: 'integer', description: 'Of the item in the request, from 0' },
                error,
              },
            },
          },
        },
      },
    },
  },
}
