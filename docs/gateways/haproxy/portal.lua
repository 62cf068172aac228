-- Asks the portal for its verdict on a call. haproxy.cfg says where the portal is and how the gateway
-- proves itself; nothing needs to be changed here.

-- Milliseconds. A verdict takes a few of them.
local PATIENCE = 1000

local IDENTITY = {
    "x-portal-application", "x-portal-application-id", "x-portal-reference-id", "x-portal-developer",
    "x-portal-credential", "x-portal-registration", "x-portal-version",
}

-- What a refusal tells the client.
local TOLD = { "content-type", "cache-control", "www-authenticate", "retry-after", "x-portal-reason", "x-request-id" }

-- These belong to the client's own connection and body.
local NOT_ASKED = {
    ["host"] = true, ["connection"] = true, ["content-length"] = true, ["transfer-encoding"] = true,
    ["expect"] = true, ["upgrade"] = true, ["te"] = true, ["trailer"] = true, ["keep-alive"] = true,
    ["proxy-connection"] = true,
}

local function first(values)
    return values and (values[0] or values[1])
end

local function question(txn)
    local headers = {}
    for name, values in pairs(txn.http:req_get_headers()) do
        if not NOT_ASKED[name] then
            local list = {}
            for _, value in pairs(values) do
                list[#list + 1] = value
            end
            headers[name] = list
        end
    end
    headers["x-portal-gateway-token"] = { txn:get_var("txn.portal_token") }
    -- For people to recognise the call by; the verdict does not depend on them.
    headers["x-forwarded-for"] = { txn.sf:src() }
    headers["x-forwarded-method"] = { txn.sf:method() }
    headers["x-forwarded-uri"] = { txn.sf:path() }
    return headers
end

local function refuse(txn, response)
    local reply = txn:reply()
    reply:set_status(response.status)
    for _, name in ipairs(TOLD) do
        local value = first(response.headers[name])
        if value then
            reply:add_header(name, value)
        end
    end
    reply:set_body(response.body or "")
    txn:done(reply)
end

core.register_action("portal_verdict", { "http-req" }, function(txn)
    local response = core.httpclient():get({
        url = txn:get_var("txn.portal_address"),
        headers = question(txn),
        timeout = PATIENCE,
    })
    if response.status == 200 then
        for _, name in ipairs(IDENTITY) do
            txn.http:req_set_header(name, first(response.headers[name]) or "")
        end
        txn:set_var("txn.portal_allowed", true)
    elseif response.status == 401 or response.status == 403 then
        refuse(txn, response)
    end
    -- Anything else is no verdict, and haproxy.cfg answers 503.
end, 0)
