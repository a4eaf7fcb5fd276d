import type { FastifyInstance } from 'fastify';
import { kinds } from '../../schemas/semantics.ts';
import { answers } from './answers.ts';
import { kindListRoutes } from './kind-list.ts';
import { identityAt, type ResourceParams, resourcePaths } from './resource-address.ts';
import { changeRoute, deleteRoute } from './resource-change.ts';
import { itemSchema, specComponent } from './resource-form.ts';
import { allResourcesRoute } from './resource-list.ts';
import { needed, type Place, paramsOf, tags } from './resource-place.ts';
import { readItem, tagged } from './resource-read.ts';
import type { Services } from './services.ts';

function getRoute(app: FastifyInstance, services: Services, place: Place): void {
  const { kind, url } = place;
  app.get<{ Params: ResourceParams }>(
    url,
    {
      config: { access: needed(kind, 'read') },
      schema: {
        summary: `Read ${kind}`,
        tags,
        ...paramsOf(place),
        response: answers({
          good: { 200: ['Its own values; `ETag` is its version.', itemSchema(kind)] },
          bad: [404],
        }),
      },
    },
    async (request, reply) => {
      const item = await readItem(services, request, identityAt(kind, request.params));
      return tagged(reply, item).send(item);
    },
  );
}

/** The same routes for every kind, from its schema: no kind is named here. */
export function resourceRoutes(app: FastifyInstance, services: Services): void {
  for (const kind of kinds) app.addSchema(specComponent(kind));
  allResourcesRoute(app, services);
  for (const kind of kinds) {
    kindListRoutes(app, services, kind);
    for (const { single } of resourcePaths(kind)) {
      const place = { kind, url: single };
      getRoute(app, services, place);
      changeRoute(app, services, place, { whole: true });
      changeRoute(app, services, place, { whole: false });
      deleteRoute(app, services, place);
    }
  }
}
