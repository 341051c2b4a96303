/* A STUB of a GM/T 0018 (SDF) library, for tests only: one device, key 1. It protects nothing.
 * Whoever loads it hands in the public key and the function that signs; the password stands below.
 * FIELD is the number of bytes of a coordinate in the ECCref structures: 64 as the standard has it, or 32. */
#include <string.h>

typedef unsigned char byte;
typedef struct { unsigned bits; byte x[FIELD], y[FIELD]; } public_key;
typedef struct { byte r[FIELD], s[FIELD]; } signature;
typedef void (*signing)(const byte *e, byte *r_then_s);

enum { OK = 0, COMMFAIL = 0x01000003, OPENDEVICE = 0x01000005, OPENSESSION = 0x01000006, KEYNOTEXIST = 0x01000008, ALGNOTSUPPORT = 0x01000009,
       INARGERR = 0x0100001D, PRKRERR = 0x01000018 };

static signing sign;
static byte point[64];
static int gone, busy, without_sm2, sessions, granted;

void stub_plug(signing function, const byte *xy)
{
    sign = function; memcpy(point, xy, 64); gone = busy = without_sm2 = sessions = granted = 0;
}
void stub_unplug(int away) { gone = away; granted = 0; }
void stub_be_busy(void) { busy = 1; }
void stub_forget_sm2(void) { without_sm2 = 1; }
int stub_sessions(void) { return sessions; }

int SDF_OpenDevice(void **device) { *device = point; return gone ? OPENDEVICE : OK; }
int SDF_CloseDevice(void *device) { return OK; }
int SDF_OpenSession(void *device, void **session)
{
    if (busy) return OPENSESSION;
    *session = point; sessions++; return OK;
}
int SDF_CloseSession(void *session) { sessions--; return OK; }

int SDF_GetPrivateKeyAccessRight(void *session, unsigned index, const char *password, unsigned size)
{
    if (index != 1) return KEYNOTEXIST;
    if (size != 8 || memcmp(password, "11111111", 8)) return PRKRERR;
    granted = 1; return OK;
}
int SDF_ExportSignPublicKey_ECC(void *session, unsigned index, public_key *out)
{
    memset(out, 0, sizeof *out); out->bits = 256;
    memcpy(out->x + FIELD - 32, point, 32); memcpy(out->y + FIELD - 32, point + 32, 32);
    return index == 1 ? OK : KEYNOTEXIST;
}
int SDF_InternalSign_ECC(void *session, unsigned index, const byte *e, unsigned size, signature *out)
{
    byte both[64];
    if (gone) return COMMFAIL;
    if (without_sm2) return ALGNOTSUPPORT;
    if (!granted || size != 32) return INARGERR;
    sign(e, both);
    memset(out, 0, sizeof *out);
    memcpy(out->r + FIELD - 32, both, 32); memcpy(out->s + FIELD - 32, both + 32, 32);
    return OK;
}
