import { Module } from '@nestjs/common';
import { providerToken } from '../provider-token.js';
import { DatameerProvider } from './datameer.provider.js';

const TOKEN = providerToken('datameer');

@Module({ providers: [{ provide: TOKEN, useClass: DatameerProvider }], exports: [TOKEN] })
export class DatameerModule {}
