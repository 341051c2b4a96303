/* A STUB of a PKCS#11 module, for tests only: one token, one key, one certificate. It protects nothing.
 * Whoever loads it hands in the function that signs; PIN, mechanism numbers and labels stand below. */
#include <string.h>

typedef unsigned long ulong;
typedef unsigned char byte;
typedef struct { ulong type; void *value; ulong size; } attribute;
typedef struct { ulong type; void *parameter; ulong size; } mechanism;
typedef ulong (*signing)(const byte *data, ulong size, byte *out, ulong *out_size);

enum { OK = 0, SLOT_INVALID = 3, DATA_LEN = 0x21, REMOVED = 0x32, KEY_HANDLE_INVALID = 0x60, MECHANISM_INVALID = 0x70, PIN_INCORRECT = 0xA0,
       SESSION_INVALID = 0xB3, NOT_LOGGED_IN = 0x101, ALREADY_LOGGED_IN = 0x100, NOT_INITIALIZED = 0x190,
       ALREADY_INITIALIZED = 0x191 };
enum { SLOT = 7, CERTIFICATE = 11, KEY = 12, OTHER_KEY = 13 };

static signing sign_digest, sign_message;
static byte certificate[4096];
static ulong certificate_size;
static int gone, deleted, twins, initialized, sessions, logged_in, searched, found, chosen;

void stub_plug(signing digest, signing message, const byte *der, ulong size)
{
    sign_digest = digest; sign_message = message;
    memcpy(certificate, der, size); certificate_size = size;
    gone = deleted = twins = initialized = sessions = logged_in = 0;
}
void stub_unplug(int away) { gone = away; if (away) logged_in = 0; }
void stub_delete_the_key(void) { deleted = 1; }
void stub_double_the_key(void) { twins = 1; }
int stub_sessions(void) { return sessions; }

static ulong initialize(void *arguments)
{
    if (initialized) return ALREADY_INITIALIZED;
    initialized = 1; return OK;
}
static ulong get_slot_list(byte present, ulong *slots, ulong *count)
{
    if (!initialized) return NOT_INITIALIZED;
    if (slots && !gone) slots[0] = SLOT;
    *count = !gone; return OK;
}
static ulong get_token_info(ulong slot, byte *info)
{
    if (slot != SLOT) return SLOT_INVALID;
    memset(info, ' ', 96); memcpy(info, "stub token", 10); memcpy(info + 80, "0001", 4); return OK;
}
static ulong open_session(ulong slot, ulong flags, void *application, void *notify, ulong *session)
{
    if (gone) return REMOVED;
    sessions++; *session = 1; return OK;
}
static ulong close_session(ulong session) { sessions--; return gone ? REMOVED : OK; }
static ulong login(ulong session, ulong user, const char *pin, ulong size)
{
    if (size != 6 || memcmp(pin, "123456", 6)) return PIN_INCORRECT;
    if (logged_in) return ALREADY_LOGGED_IN;
    logged_in = 1; return OK;
}
static int same(const attribute *wanted, const void *value, ulong size)
{
    return wanted->size == size && !memcmp(wanted->value, value, size);
}
static ulong find_objects_init(ulong session, attribute *wanted, ulong count)
{
    const ulong a_key = 3, sm2 = 0x80000016;
    searched = logged_in ? KEY : 0;
    for (ulong i = 0; i < count; i++) {
        if (wanted[i].type == 0) { if (!same(wanted + i, &a_key, sizeof a_key)) searched = CERTIFICATE; }
        else if (wanted[i].type == 0x003) { if (!same(wanted + i, "seal key", 8)) searched = 0; }
        else if (wanted[i].type == 0x102) { if (!same(wanted + i, "\001\002", 2)) searched = 0; }
        else if (wanted[i].type == 0x100) { if (!same(wanted + i, &sm2, sizeof sm2)) searched = 0; }
        else searched = 0;
    }
    return gone ? REMOVED : OK;
}
static ulong find_objects(ulong session, ulong *objects, ulong most, ulong *count)
{
    *count = searched != 0;
    objects[0] = searched;
    if (searched == KEY && twins && most > 1) { objects[1] = OTHER_KEY; *count = 2; }
    if (searched == CERTIFICATE && !certificate_size) *count = 0;
    return OK;
}
static ulong find_objects_final(ulong session) { return OK; }
static ulong get_attribute_value(ulong session, ulong object, attribute *wanted, ulong count)
{
    memcpy(wanted->value, certificate, certificate_size); wanted->size = certificate_size; return OK;
}
static ulong sign_init(ulong session, mechanism *how, ulong key)
{
    chosen = how->type == 0x80000B21 ? 1 : how->type == 0x80000B22 && how->size == 2 ? 2 : 0;
    return gone ? REMOVED : deleted ? KEY_HANDLE_INVALID : !logged_in ? NOT_LOGGED_IN : chosen ? OK : MECHANISM_INVALID;
}
static ulong sign(ulong session, const byte *data, ulong size, byte *out, ulong *out_size)
{
    if (gone) return REMOVED;
    if (chosen == 1 && size != 32) return DATA_LEN;
    return (chosen == 1 ? sign_digest : sign_message)(data, size, out, out_size);
}

static struct { byte version[2]; void *functions[68]; } list;

ulong C_GetFunctionList(void **out)
{
    list.version[0] = 2; list.version[1] = 40;
    list.functions[0] = initialize; list.functions[4] = get_slot_list; list.functions[6] = get_token_info;
    list.functions[12] = open_session; list.functions[13] = close_session; list.functions[18] = login;
    list.functions[24] = get_attribute_value; list.functions[26] = find_objects_init;
    list.functions[27] = find_objects; list.functions[28] = find_objects_final;
    list.functions[42] = sign_init; list.functions[43] = sign;
    *out = &list; return OK;
}
