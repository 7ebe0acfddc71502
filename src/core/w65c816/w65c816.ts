import { Modify } from './alu.ts';
import { Instructions } from './instructions.ts';

/**
 * The instruction set of the 65C816 on an abstract bus: one call of `execute` is one instruction with all its bus cycles in order.
 * Every opcode is checked cycle by cycle against the single-step vectors (`npm run vectors`).
 */
export abstract class W65C816 extends Instructions {
  /** Fetches and executes one instruction. */
  protected execute(): void {
    switch (this.fetch()) {
      case 0x00:
        this.softwareInterrupt(this.fE !== 0 ? 0xfffe : 0xffe6);
        break;
      case 0x01:
        this.ora(this.loadM(this.indexedIndirect()));
        break;
      case 0x02:
        this.softwareInterrupt(this.fE !== 0 ? 0xfff4 : 0xffe4);
        break;
      case 0x03:
        this.ora(this.loadMBank0(this.stackRelative()));
        break;
      case 0x04:
        this.modifyBank0(Modify.Tsb, this.direct());
        break;
      case 0x05:
        this.ora(this.loadMBank0(this.direct()));
        break;
      case 0x06:
        this.modifyBank0(Modify.Asl, this.direct());
        break;
      case 0x07:
        this.ora(this.loadM(this.indirectLong()));
        break;
      case 0x08:
        this.pushByWidth(this.p, 1);
        break;
      case 0x09:
        this.ora(this.immediateM());
        break;
      case 0x0a:
        this.modifyA(Modify.Asl);
        break;
      case 0x0b:
        this.phd();
        break;
      case 0x0c:
        this.modify(Modify.Tsb, this.absolute());
        break;
      case 0x0d:
        this.ora(this.loadM(this.absolute()));
        break;
      case 0x0e:
        this.modify(Modify.Asl, this.absolute());
        break;
      case 0x0f:
        this.ora(this.loadM(this.absoluteLong()));
        break;
      case 0x10:
        this.branch(this.fN === 0);
        break;
      case 0x11:
        this.ora(this.loadM(this.indirectIndexedRead()));
        break;
      case 0x12:
        this.ora(this.loadM(this.indirect()));
        break;
      case 0x13:
        this.ora(this.loadM(this.stackRelativeIndexed()));
        break;
      case 0x14:
        this.modifyBank0(Modify.Trb, this.direct());
        break;
      case 0x15:
        this.ora(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0x16:
        this.modifyBank0(Modify.Asl, this.directIndexed(this.x));
        break;
      case 0x17:
        this.ora(this.loadM(this.indirectLongIndexed()));
        break;
      case 0x18:
        this.idleImplied();
        this.fC = 0;
        break;
      case 0x19:
        this.ora(this.loadM(this.absoluteIndexedRead(this.y)));
        break;
      case 0x1a:
        this.modifyA(Modify.Inc);
        break;
      case 0x1b:
        this.toStack(this.a);
        break;
      case 0x1c:
        this.modify(Modify.Trb, this.absolute());
        break;
      case 0x1d:
        this.ora(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0x1e:
        this.modify(Modify.Asl, this.absoluteIndexedWrite(this.x));
        break;
      case 0x1f:
        this.ora(this.loadM(this.absoluteLongIndexed()));
        break;
      case 0x20:
        this.jsr();
        break;
      case 0x21:
        this.and(this.loadM(this.indexedIndirect()));
        break;
      case 0x22:
        this.jsl();
        break;
      case 0x23:
        this.and(this.loadMBank0(this.stackRelative()));
        break;
      case 0x24:
        this.bit(this.loadMBank0(this.direct()));
        break;
      case 0x25:
        this.and(this.loadMBank0(this.direct()));
        break;
      case 0x26:
        this.modifyBank0(Modify.Rol, this.direct());
        break;
      case 0x27:
        this.and(this.loadM(this.indirectLong()));
        break;
      case 0x28:
        this.plp();
        break;
      case 0x29:
        this.and(this.immediateM());
        break;
      case 0x2a:
        this.modifyA(Modify.Rol);
        break;
      case 0x2b:
        this.pld();
        break;
      case 0x2c:
        this.bit(this.loadM(this.absolute()));
        break;
      case 0x2d:
        this.and(this.loadM(this.absolute()));
        break;
      case 0x2e:
        this.modify(Modify.Rol, this.absolute());
        break;
      case 0x2f:
        this.and(this.loadM(this.absoluteLong()));
        break;
      case 0x30:
        this.branch(this.fN !== 0);
        break;
      case 0x31:
        this.and(this.loadM(this.indirectIndexedRead()));
        break;
      case 0x32:
        this.and(this.loadM(this.indirect()));
        break;
      case 0x33:
        this.and(this.loadM(this.stackRelativeIndexed()));
        break;
      case 0x34:
        this.bit(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0x35:
        this.and(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0x36:
        this.modifyBank0(Modify.Rol, this.directIndexed(this.x));
        break;
      case 0x37:
        this.and(this.loadM(this.indirectLongIndexed()));
        break;
      case 0x38:
        this.idleImplied();
        this.fC = 1;
        break;
      case 0x39:
        this.and(this.loadM(this.absoluteIndexedRead(this.y)));
        break;
      case 0x3a:
        this.modifyA(Modify.Dec);
        break;
      case 0x3b:
        this.a = this.transfer16(this.s);
        break;
      case 0x3c:
        this.bit(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0x3d:
        this.and(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0x3e:
        this.modify(Modify.Rol, this.absoluteIndexedWrite(this.x));
        break;
      case 0x3f:
        this.and(this.loadM(this.absoluteLongIndexed()));
        break;
      case 0x40:
        this.rti();
        break;
      case 0x41:
        this.eor(this.loadM(this.indexedIndirect()));
        break;
      case 0x42:
        this.wdm();
        break;
      case 0x43:
        this.eor(this.loadMBank0(this.stackRelative()));
        break;
      case 0x44:
        this.blockMove(-1);
        break;
      case 0x45:
        this.eor(this.loadMBank0(this.direct()));
        break;
      case 0x46:
        this.modifyBank0(Modify.Lsr, this.direct());
        break;
      case 0x47:
        this.eor(this.loadM(this.indirectLong()));
        break;
      case 0x48:
        this.pushByWidth(this.a, this.fM);
        break;
      case 0x49:
        this.eor(this.immediateM());
        break;
      case 0x4a:
        this.modifyA(Modify.Lsr);
        break;
      case 0x4b:
        this.pushByWidth(this.pbr, 1);
        break;
      case 0x4c:
        this.pc = this.fetch16();
        break;
      case 0x4d:
        this.eor(this.loadM(this.absolute()));
        break;
      case 0x4e:
        this.modify(Modify.Lsr, this.absolute());
        break;
      case 0x4f:
        this.eor(this.loadM(this.absoluteLong()));
        break;
      case 0x50:
        this.branch(this.fV === 0);
        break;
      case 0x51:
        this.eor(this.loadM(this.indirectIndexedRead()));
        break;
      case 0x52:
        this.eor(this.loadM(this.indirect()));
        break;
      case 0x53:
        this.eor(this.loadM(this.stackRelativeIndexed()));
        break;
      case 0x54:
        this.blockMove(1);
        break;
      case 0x55:
        this.eor(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0x56:
        this.modifyBank0(Modify.Lsr, this.directIndexed(this.x));
        break;
      case 0x57:
        this.eor(this.loadM(this.indirectLongIndexed()));
        break;
      case 0x58:
        this.setInterruptFlag(0);
        break;
      case 0x59:
        this.eor(this.loadM(this.absoluteIndexedRead(this.y)));
        break;
      case 0x5a:
        this.pushByWidth(this.y, this.fX);
        break;
      case 0x5b:
        this.d = this.transfer16(this.a);
        break;
      case 0x5c:
        this.jmlAbsolute();
        break;
      case 0x5d:
        this.eor(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0x5e:
        this.modify(Modify.Lsr, this.absoluteIndexedWrite(this.x));
        break;
      case 0x5f:
        this.eor(this.loadM(this.absoluteLongIndexed()));
        break;
      case 0x60:
        this.rts();
        break;
      case 0x61:
        this.adc(this.loadM(this.indexedIndirect()));
        break;
      case 0x62:
        this.per();
        break;
      case 0x63:
        this.adc(this.loadMBank0(this.stackRelative()));
        break;
      case 0x64:
        this.storeBank0(this.direct(), 0);
        break;
      case 0x65:
        this.adc(this.loadMBank0(this.direct()));
        break;
      case 0x66:
        this.modifyBank0(Modify.Ror, this.direct());
        break;
      case 0x67:
        this.adc(this.loadM(this.indirectLong()));
        break;
      case 0x68:
        this.pla();
        break;
      case 0x69:
        this.adc(this.immediateM());
        break;
      case 0x6a:
        this.modifyA(Modify.Ror);
        break;
      case 0x6b:
        this.rtl();
        break;
      case 0x6c:
        this.pc = this.read16Bank0(this.fetch16());
        break;
      case 0x6d:
        this.adc(this.loadM(this.absolute()));
        break;
      case 0x6e:
        this.modify(Modify.Ror, this.absolute());
        break;
      case 0x6f:
        this.adc(this.loadM(this.absoluteLong()));
        break;
      case 0x70:
        this.branch(this.fV !== 0);
        break;
      case 0x71:
        this.adc(this.loadM(this.indirectIndexedRead()));
        break;
      case 0x72:
        this.adc(this.loadM(this.indirect()));
        break;
      case 0x73:
        this.adc(this.loadM(this.stackRelativeIndexed()));
        break;
      case 0x74:
        this.storeBank0(this.directIndexed(this.x), 0);
        break;
      case 0x75:
        this.adc(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0x76:
        this.modifyBank0(Modify.Ror, this.directIndexed(this.x));
        break;
      case 0x77:
        this.adc(this.loadM(this.indirectLongIndexed()));
        break;
      case 0x78:
        this.setInterruptFlag(1);
        break;
      case 0x79:
        this.adc(this.loadM(this.absoluteIndexedRead(this.y)));
        break;
      case 0x7a:
        this.y = this.pullByWidth(this.fX);
        break;
      case 0x7b:
        this.a = this.transfer16(this.d);
        break;
      case 0x7c:
        this.jmpIndexedIndirect();
        break;
      case 0x7d:
        this.adc(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0x7e:
        this.modify(Modify.Ror, this.absoluteIndexedWrite(this.x));
        break;
      case 0x7f:
        this.adc(this.loadM(this.absoluteLongIndexed()));
        break;
      case 0x80:
        this.branch(true);
        break;
      case 0x81:
        this.store(this.indexedIndirect(), this.a);
        break;
      case 0x82:
        this.brl();
        break;
      case 0x83:
        this.storeBank0(this.stackRelative(), this.a);
        break;
      case 0x84:
        this.storeIndexBank0(this.direct(), this.y);
        break;
      case 0x85:
        this.storeBank0(this.direct(), this.a);
        break;
      case 0x86:
        this.storeIndexBank0(this.direct(), this.x);
        break;
      case 0x87:
        this.store(this.indirectLong(), this.a);
        break;
      case 0x88:
        this.y = this.stepIndex(this.y, -1);
        break;
      case 0x89:
        this.bitImmediate(this.immediateM());
        break;
      case 0x8a:
        this.indexToA(this.x);
        break;
      case 0x8b:
        this.pushByWidth(this.dbr, 1);
        break;
      case 0x8c:
        this.storeIndex(this.absolute(), this.y);
        break;
      case 0x8d:
        this.store(this.absolute(), this.a);
        break;
      case 0x8e:
        this.storeIndex(this.absolute(), this.x);
        break;
      case 0x8f:
        this.store(this.absoluteLong(), this.a);
        break;
      case 0x90:
        this.branch(this.fC === 0);
        break;
      case 0x91:
        this.store(this.indirectIndexedWrite(), this.a);
        break;
      case 0x92:
        this.store(this.indirect(), this.a);
        break;
      case 0x93:
        this.store(this.stackRelativeIndexed(), this.a);
        break;
      case 0x94:
        this.storeIndexBank0(this.directIndexed(this.x), this.y);
        break;
      case 0x95:
        this.storeBank0(this.directIndexed(this.x), this.a);
        break;
      case 0x96:
        this.storeIndexBank0(this.directIndexed(this.y), this.x);
        break;
      case 0x97:
        this.store(this.indirectLongIndexed(), this.a);
        break;
      case 0x98:
        this.indexToA(this.y);
        break;
      case 0x99:
        this.store(this.absoluteIndexedWrite(this.y), this.a);
        break;
      case 0x9a:
        this.toStack(this.x);
        break;
      case 0x9b:
        this.y = this.toIndex(this.x);
        break;
      case 0x9c:
        this.store(this.absolute(), 0);
        break;
      case 0x9d:
        this.store(this.absoluteIndexedWrite(this.x), this.a);
        break;
      case 0x9e:
        this.store(this.absoluteIndexedWrite(this.x), 0);
        break;
      case 0x9f:
        this.store(this.absoluteLongIndexed(), this.a);
        break;
      case 0xa0:
        this.y = this.setIndexNZ(this.immediateX());
        break;
      case 0xa1:
        this.lda(this.loadM(this.indexedIndirect()));
        break;
      case 0xa2:
        this.x = this.setIndexNZ(this.immediateX());
        break;
      case 0xa3:
        this.lda(this.loadMBank0(this.stackRelative()));
        break;
      case 0xa4:
        this.y = this.setIndexNZ(this.loadXBank0(this.direct()));
        break;
      case 0xa5:
        this.lda(this.loadMBank0(this.direct()));
        break;
      case 0xa6:
        this.x = this.setIndexNZ(this.loadXBank0(this.direct()));
        break;
      case 0xa7:
        this.lda(this.loadM(this.indirectLong()));
        break;
      case 0xa8:
        this.y = this.toIndex(this.a);
        break;
      case 0xa9:
        this.lda(this.immediateM());
        break;
      case 0xaa:
        this.x = this.toIndex(this.a);
        break;
      case 0xab:
        this.plb();
        break;
      case 0xac:
        this.y = this.setIndexNZ(this.loadX(this.absolute()));
        break;
      case 0xad:
        this.lda(this.loadM(this.absolute()));
        break;
      case 0xae:
        this.x = this.setIndexNZ(this.loadX(this.absolute()));
        break;
      case 0xaf:
        this.lda(this.loadM(this.absoluteLong()));
        break;
      case 0xb0:
        this.branch(this.fC !== 0);
        break;
      case 0xb1:
        this.lda(this.loadM(this.indirectIndexedRead()));
        break;
      case 0xb2:
        this.lda(this.loadM(this.indirect()));
        break;
      case 0xb3:
        this.lda(this.loadM(this.stackRelativeIndexed()));
        break;
      case 0xb4:
        this.y = this.setIndexNZ(this.loadXBank0(this.directIndexed(this.x)));
        break;
      case 0xb5:
        this.lda(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0xb6:
        this.x = this.setIndexNZ(this.loadXBank0(this.directIndexed(this.y)));
        break;
      case 0xb7:
        this.lda(this.loadM(this.indirectLongIndexed()));
        break;
      case 0xb8:
        this.idleImplied();
        this.fV = 0;
        break;
      case 0xb9:
        this.lda(this.loadM(this.absoluteIndexedRead(this.y)));
        break;
      case 0xba:
        this.x = this.toIndex(this.s);
        break;
      case 0xbb:
        this.x = this.toIndex(this.y);
        break;
      case 0xbc:
        this.y = this.setIndexNZ(this.loadX(this.absoluteIndexedRead(this.x)));
        break;
      case 0xbd:
        this.lda(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0xbe:
        this.x = this.setIndexNZ(this.loadX(this.absoluteIndexedRead(this.y)));
        break;
      case 0xbf:
        this.lda(this.loadM(this.absoluteLongIndexed()));
        break;
      case 0xc0:
        this.cpx(this.y, this.immediateX());
        break;
      case 0xc1:
        this.cmp(this.loadM(this.indexedIndirect()));
        break;
      case 0xc2:
        this.rep();
        break;
      case 0xc3:
        this.cmp(this.loadMBank0(this.stackRelative()));
        break;
      case 0xc4:
        this.cpx(this.y, this.loadXBank0(this.direct()));
        break;
      case 0xc5:
        this.cmp(this.loadMBank0(this.direct()));
        break;
      case 0xc6:
        this.modifyBank0(Modify.Dec, this.direct());
        break;
      case 0xc7:
        this.cmp(this.loadM(this.indirectLong()));
        break;
      case 0xc8:
        this.y = this.stepIndex(this.y, 1);
        break;
      case 0xc9:
        this.cmp(this.immediateM());
        break;
      case 0xca:
        this.x = this.stepIndex(this.x, -1);
        break;
      case 0xcb:
        this.wai();
        break;
      case 0xcc:
        this.cpx(this.y, this.loadX(this.absolute()));
        break;
      case 0xcd:
        this.cmp(this.loadM(this.absolute()));
        break;
      case 0xce:
        this.modify(Modify.Dec, this.absolute());
        break;
      case 0xcf:
        this.cmp(this.loadM(this.absoluteLong()));
        break;
      case 0xd0:
        this.branch(this.fZ === 0);
        break;
      case 0xd1:
        this.cmp(this.loadM(this.indirectIndexedRead()));
        break;
      case 0xd2:
        this.cmp(this.loadM(this.indirect()));
        break;
      case 0xd3:
        this.cmp(this.loadM(this.stackRelativeIndexed()));
        break;
      case 0xd4:
        this.pei();
        break;
      case 0xd5:
        this.cmp(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0xd6:
        this.modifyBank0(Modify.Dec, this.directIndexed(this.x));
        break;
      case 0xd7:
        this.cmp(this.loadM(this.indirectLongIndexed()));
        break;
      case 0xd8:
        this.idleImplied();
        this.fD = 0;
        break;
      case 0xd9:
        this.cmp(this.loadM(this.absoluteIndexedRead(this.y)));
        break;
      case 0xda:
        this.pushByWidth(this.x, this.fX);
        break;
      case 0xdb:
        this.stp();
        break;
      case 0xdc:
        this.jmlIndirect();
        break;
      case 0xdd:
        this.cmp(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0xde:
        this.modify(Modify.Dec, this.absoluteIndexedWrite(this.x));
        break;
      case 0xdf:
        this.cmp(this.loadM(this.absoluteLongIndexed()));
        break;
      case 0xe0:
        this.cpx(this.x, this.immediateX());
        break;
      case 0xe1:
        this.sbc(this.loadM(this.indexedIndirect()));
        break;
      case 0xe2:
        this.sep();
        break;
      case 0xe3:
        this.sbc(this.loadMBank0(this.stackRelative()));
        break;
      case 0xe4:
        this.cpx(this.x, this.loadXBank0(this.direct()));
        break;
      case 0xe5:
        this.sbc(this.loadMBank0(this.direct()));
        break;
      case 0xe6:
        this.modifyBank0(Modify.Inc, this.direct());
        break;
      case 0xe7:
        this.sbc(this.loadM(this.indirectLong()));
        break;
      case 0xe8:
        this.x = this.stepIndex(this.x, 1);
        break;
      case 0xe9:
        this.sbc(this.immediateM());
        break;
      case 0xea:
        this.idleImplied();
        break;
      case 0xeb:
        this.xba();
        break;
      case 0xec:
        this.cpx(this.x, this.loadX(this.absolute()));
        break;
      case 0xed:
        this.sbc(this.loadM(this.absolute()));
        break;
      case 0xee:
        this.modify(Modify.Inc, this.absolute());
        break;
      case 0xef:
        this.sbc(this.loadM(this.absoluteLong()));
        break;
      case 0xf0:
        this.branch(this.fZ !== 0);
        break;
      case 0xf1:
        this.sbc(this.loadM(this.indirectIndexedRead()));
        break;
      case 0xf2:
        this.sbc(this.loadM(this.indirect()));
        break;
      case 0xf3:
        this.sbc(this.loadM(this.stackRelativeIndexed()));
        break;
      case 0xf4:
        this.pea();
        break;
      case 0xf5:
        this.sbc(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0xf6:
        this.modifyBank0(Modify.Inc, this.directIndexed(this.x));
        break;
      case 0xf7:
        this.sbc(this.loadM(this.indirectLongIndexed()));
        break;
      case 0xf8:
        this.idleImplied();
        this.fD = 1;
        break;
      case 0xf9:
        this.sbc(this.loadM(this.absoluteIndexedRead(this.y)));
        break;
      case 0xfa:
        this.x = this.pullByWidth(this.fX);
        break;
      case 0xfb:
        this.xce();
        break;
      case 0xfc:
        this.jsrIndexedIndirect();
        break;
      case 0xfd:
        this.sbc(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0xfe:
        this.modify(Modify.Inc, this.absoluteIndexedWrite(this.x));
        break;
      default:
        this.sbc(this.loadM(this.absoluteLongIndexed()));
    }
  }
}
