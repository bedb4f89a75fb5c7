import { places, when } from './envelope.ts';
import type { ChoiceField, NumberField, TextField } from './field.ts';

/** Fields of what people come together for, in a hall or before screens. */

export const gatheringForm = (label: string): ChoiceField => ({
  name: 'form',
  label,
  type: 'choice',
  required: true,
  options: [
    { id: 'inPerson', label: 'Trực tiếp' },
    { id: 'online', label: 'Trực tuyến' },
    { id: 'hybrid', label: 'Kết hợp' },
  ],
});

export const venue: TextField = {
  name: 'venue',
  label: 'Địa điểm tổ chức',
  type: 'text',
  required: true,
  shown: when('form', 'inPerson', 'hybrid'),
  maximumLength: 200,
  remembered: places,
};

export const connectionPoints: NumberField = {
  name: 'connectionPoints',
  label: 'Số điểm cầu',
  type: 'number',
  unit: 'điểm cầu',
  required: true,
  shown: when('form', 'online', 'hybrid'),
  minimum: 1,
  maximum: 500,
  merge: 'manual',
};
