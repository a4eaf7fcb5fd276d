import { expect, it } from 'vitest';
import { testDatabase } from '../../../support/database.ts';
import type { Case } from '../case.ts';
import { identityProvider } from '../identity-provider.ts';
import { complaint, openTheatre, runCase } from '../run-case.ts';

/**
 * Found by `npm run prove:predictions -- --runs 1 --seed 101054`, then made smaller:
 *
 * bob: will-be-disabled was foretold and did not happen
 */
const found: Case = {
  "accounts": [
    {
      "name": "acme",
      "declared": {
        "before": {
          "tier": "gold",
          "enabled": true,
          "policy": null,
          "sso": null,
          "holders": [],
          "members": [],
          "teamRoles": []
        },
        "after": {
          "tier": "gold",
          "enabled": true,
          "policy": null,
          "sso": null,
          "holders": [],
          "members": [],
          "teamRoles": []
        }
      },
      "tested": false,
      "held": false
    },
    {
      "name": "emea",
      "declared": {
        "before": {
          "tier": "silver",
          "enabled": true,
          "policy": {
            "maxInactivityDays": 30,
            "passwordValidityDays": "never"
          },
          "sso": null,
          "holders": [],
          "members": [],
          "teamRoles": []
        },
        "after": {
          "tier": "silver",
          "enabled": true,
          "policy": {
            "maxInactivityDays": 30,
            "passwordValidityDays": "never"
          },
          "sso": null,
          "holders": [],
          "members": [],
          "teamRoles": []
        }
      },
      "tested": true,
      "held": true
    }
  ],
  "people": [
    {
      "account": "acme",
      "name": "ana",
      "onRemoval": "delete",
      "state": {
        "created": 40,
        "invited": 1,
        "activated": 40,
        "signedIn": 0.020833333333333332,
        "method": "sso",
        "password": 40,
        "secondFactor": false,
        "failed": 0,
        "locked": false,
        "suspended": false,
        "linked": false,
        "ssoRole": "Seat Steward",
        "sessions": [
          {
            "method": "sso",
            "secondFactor": false,
            "begun": 0.5,
            "seen": 30
          }
        ]
      },
      "declared": {
        "before": {
          "email": "ana@acme.example",
          "roles": [
            "Campaign Manager",
            "Finance Manager",
            "Seat Steward",
            "Account Manager"
          ],
          "invitation": "email"
        },
        "after": {
          "email": "ana@acme.example",
          "roles": [
            "Campaign Manager",
            "Finance Manager",
            "Seat Steward",
            "Account Manager"
          ],
          "enabled": true,
          "allowedMethods": [
            "password",
            "sso"
          ],
          "allowedNetworks": [
            "203.0.113.0/24"
          ],
          "expires": "2026-11-24",
          "invitation": "email"
        }
      }
    },
    {
      "account": "acme",
      "name": "bob",
      "onRemoval": "delete",
      "state": {
        "created": 20,
        "invited": null,
        "activated": 20,
        "signedIn": null,
        "method": "sso",
        "password": 20,
        "secondFactor": false,
        "failed": 4,
        "locked": false,
        "suspended": false,
        "linked": false,
        "ssoRole": null,
        "sessions": []
      },
      "declared": {
        "before": {
          "email": "bob@acme.example",
          "roles": [
            "Campaign Manager",
            "Finance Manager",
            "Seat Steward",
            "Account Manager"
          ],
          "enabled": true,
          "expires": "2026-11-20"
        },
        "after": {
          "email": "bob@acme.example",
          "roles": [
            "Campaign Manager",
            "Finance Manager",
            "Seat Steward",
            "Account Manager"
          ],
          "conversationsRoles": [
            "agent"
          ],
          "enabled": true,
          "expires": "2026-12-10"
        }
      }
    },
    {
      "account": "acme",
      "name": "eva",
      "onRemoval": "delete",
      "state": {
        "created": 400,
        "invited": null,
        "activated": 100,
        "signedIn": 0.8333333333333334,
        "method": "password",
        "password": 5,
        "secondFactor": false,
        "failed": 0,
        "locked": false,
        "suspended": false,
        "linked": true,
        "ssoRole": null,
        "sessions": [
          {
            "method": "password",
            "secondFactor": false,
            "begun": 20,
            "seen": 50
          }
        ]
      },
      "declared": {
        "before": {
          "email": "eva@acme.example",
          "roles": [
            "Account Manager"
          ],
          "enabled": true,
          "invitation": "none"
        },
        "after": {
          "email": "eva@acme.example",
          "roles": [],
          "enabled": true,
          "invitation": "none"
        }
      }
    },
    {
      "account": "emea",
      "name": "ivan",
      "onRemoval": "delete",
      "state": {
        "created": 20,
        "invited": 1,
        "activated": 0,
        "signedIn": 5,
        "method": "password",
        "password": 20,
        "secondFactor": false,
        "failed": 0,
        "locked": false,
        "suspended": false,
        "linked": false,
        "ssoRole": "Campaign Manager",
        "sessions": []
      },
      "declared": {
        "before": {
          "email": "ivan@emea.example",
          "roles": [
            "Seat Steward"
          ],
          "conversationsRoles": [
            "viewer"
          ],
          "enabled": false,
          "allowedMethods": [
            "password",
            "sso"
          ],
          "invitation": "none"
        },
        "after": {
          "email": "ivan@emea.example",
          "roles": [
            "Seat Steward"
          ],
          "conversationsRoles": [
            "viewer"
          ],
          "enabled": false,
          "allowedMethods": [
            "password",
            "sso"
          ],
          "invitation": "none"
        }
      }
    },
    {
      "account": "emea",
      "name": "mia",
      "onRemoval": "disable",
      "state": {
        "created": 20,
        "invited": null,
        "activated": 5,
        "signedIn": null,
        "method": "sso",
        "password": null,
        "secondFactor": false,
        "failed": 0,
        "locked": false,
        "suspended": false,
        "linked": false,
        "ssoRole": null,
        "sessions": []
      },
      "declared": {
        "before": {
          "email": "mia@emea.example",
          "roles": [],
          "enabled": false,
          "invitation": "none"
        },
        "after": {
          "email": "mia@emea.example",
          "roles": [],
          "enabled": false,
          "expires": "2026-12-10",
          "invitation": "none"
        }
      }
    },
    {
      "account": "emea",
      "name": "tom",
      "onRemoval": "disable",
      "state": {
        "created": 400,
        "invited": null,
        "activated": 100,
        "signedIn": 40,
        "method": "password",
        "password": 40,
        "secondFactor": false,
        "failed": 2,
        "locked": false,
        "suspended": true,
        "linked": true,
        "ssoRole": null,
        "sessions": []
      },
      "declared": {
        "before": null,
        "after": {
          "email": "tom@emea.example",
          "roles": [
            "Seat Steward"
          ],
          "enabled": false,
          "allowedMethods": [
            "sso"
          ],
          "invitation": "email"
        }
      }
    },
    {
      "account": "emea",
      "name": "zoe",
      "onRemoval": "disable",
      "state": {
        "created": 0,
        "invited": null,
        "activated": 0,
        "signedIn": 0,
        "method": "sso",
        "password": 0,
        "secondFactor": false,
        "failed": 0,
        "locked": false,
        "suspended": false,
        "linked": false,
        "ssoRole": null,
        "sessions": []
      },
      "declared": {
        "before": {
          "email": "zoe@emea.example",
          "roles": [
            "Campaign Manager"
          ],
          "conversationsRoles": [
            "agent"
          ],
          "enabled": true,
          "invitation": "none"
        },
        "after": {
          "email": "zoe@emea.example",
          "roles": [
            "Campaign Manager"
          ],
          "conversationsRoles": [
            "agent"
          ],
          "enabled": true,
          "invitation": "none"
        }
      }
    }
  ],
  "template": {
    "before": null,
    "after": null
  },
  "steward": {
    "before": [
      "seats/read"
    ],
    "after": [
      "seats/read"
    ]
  }
};

const theatre = await openTheatre(await testDatabase(), identityProvider());

it('holds for the case of seed 101054', async () => {
  expect(complaint(await runCase(theatre, found))).toBeNull();
});
