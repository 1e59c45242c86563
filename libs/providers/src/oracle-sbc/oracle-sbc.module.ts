import { Module } from '@nestjs/common';
import { providerToken } from '../provider-token.js';
import { OracleSbcProvider } from './oracle-sbc.provider.js';

const provider = { provide: providerToken('oracle-sbc'), useClass: OracleSbcProvider };

@Module({ providers: [provider], exports: [provider] })
export class OracleSbcModule {}
